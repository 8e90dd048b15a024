import { L4MatchAttributes, RouteDestination, selects } from '../../model';
import { clusterNameFor } from '../cluster/clusters';
import { ProxyState } from '../proxy-state';
import { NetworkFilter } from './listener';

/**
 * Where a TCP or TLS rule sends connections. A single destination's weight does not count, of several those without
 * weight are left out.
 * `buildOutboundNetworkFilters`, istio 1.30.3 pilot/pkg/networking/core/networkfilter.go
 */
export function tcpFilter(
  state: ProxyState,
  destinations: readonly RouteDestination[],
  port: number,
  virtualService?: string,
): NetworkFilter {
  const chosen = destinations.length === 1 ? destinations : destinations.filter((each) => (each.weight ?? 0) > 0);
  const total = chosen.reduce((sum, each) => sum + (each.weight ?? 0), 0);
  return {
    kind: 'tcp',
    virtualService,
    clusters: chosen.map((each) => ({
      cluster: clusterNameFor(each.destination ?? {}, state.service(each.destination?.host ?? ''), port),
      share: destinations.length === 1 ? 100 : Math.round(((each.weight ?? 0) / total) * 10_000) / 100,
    })),
  };
}

/** Conditions on the client and its proxy: unlike those of HTTP, they all count. `matchTLS`, `matchTCP`: istio 1.30.3 pilot/pkg/networking/core/tls.go */
export function l4MatchesProxy(
  match: L4MatchAttributes,
  proxy: { readonly labels: Readonly<Record<string, string>>; readonly namespace: string },
  gateway: string,
  port: number,
): boolean {
  return (
    (!match.gateways?.length || match.gateways.includes(gateway)) &&
    selects(match.sourceLabels, proxy.labels) &&
    (!match.port || match.port === port) &&
    (!match.sourceNamespace || match.sourceNamespace === proxy.namespace)
  );
}
