import { hostsForNamespace, hostsMatch, intersectHosts } from '../../model';
import { buildRoutes } from '../http/build-routes';
import { traceLeftOf } from '../http/trace-left';
import { ProxyState } from '../proxy-state';
import { MESH_GATEWAY, VirtualService } from '../push/virtual-service';
import { FieldPath, nameOf, Trace } from '../trace';
import { Opening, RouteConfiguration, VirtualHost } from './route-configuration';

/**
 * Says of each VirtualService with a host that covers the request's, but without a say in its virtual host, why it has
 * none: not bound here, not visible, not imported, without a rule for this proxy, or behind an older one.
 */
export function traceVirtualServices(
  trace: Trace,
  state: ProxyState,
  routes: RouteConfiguration,
  chosen: VirtualHost | undefined,
  authority: string,
): void {
  const names = namesOf(chosen, authority);
  const winners = [...new Set(chosen?.routes.map(({ virtualService }) => virtualService))].filter((each) => each !== undefined);
  for (const virtualService of state.push.virtualServices.all) {
    if (winners.includes(virtualService)) continue;
    const index = virtualService.hosts.findIndex((host) => names.some((name) => hostsMatch(host.toLowerCase(), name)));
    if (index < 0) continue;
    const { reason, field } = whyNot(trace, state, routes, virtualService, winners, index);
    trace.passed('virtualHost', nameOf(virtualService.resource), reason, virtualService.resource, field);
  }
}

function namesOf(chosen: VirtualHost | undefined, authority: string): readonly string[] {
  const host = authority.toLowerCase().replace(/:\d+$/, '');
  const name = chosen && !chosen.catchAll ? chosen.name.replace(/:\d+$/, '') : undefined;
  return name === undefined || name === '*' ? [host] : [name, host];
}

function whyNot(
  trace: Trace,
  state: ProxyState,
  routes: RouteConfiguration,
  virtualService: VirtualService,
  winners: readonly VirtualService[],
  index: number,
): { readonly reason: string; readonly field: FieldPath } {
  const { gateways, exportTo, namespace } = virtualService;
  const host: FieldPath = ['spec', 'hosts', index];
  const openings = routes.openings;
  const bound = openings.filter(({ gateway }) => gateways.includes(gateway));
  if (bound.length === 0) {
    const wanted = [...new Set(openings.map(({ gateway }) => gateway))].join(', ');
    return { reason: `gateways: want ${wanted}, is ${gateways.join(', ')}`, field: ['spec', 'gateways'] };
  }
  const { proxy } = state;
  const visible = bound.filter(({ gateway }) => state.push.virtualServices.forGateway(proxy.namespace, gateway).includes(virtualService));
  if (visible.length === 0) return { reason: `exportTo: want ${proxy.namespace}, is ${exportTo.join(', ')}`, field: ['spec', 'exportTo'] };
  if (proxy.type === 'router') {
    if (!visible.some(({ hosts }) => intersectHosts(hostsForNamespace(hosts, namespace), virtualService.hosts).length > 0))
      return { reason: `hosts: none of them is one of the server's, ${visible.flatMap(({ hosts }) => hosts).join(', ')}`, field: host };
  } else if (!state.scope.egressForPort(bound[0]!.port)?.virtualServices.includes(virtualService)) {
    const sidecar = state.scope.sidecar ? nameOf(state.scope.sidecar) : 'the proxy';
    return { reason: `hosts: ${sidecar} imports none of them on port ${bound[0]!.port}`, field: ['spec', 'hosts'] };
  }
  if (virtualService.http.length === 0 && virtualService.dropped.length === 0)
    return { reason: 'http: it has no rules for HTTP', field: ['spec'] };
  const [{ gateway, port }] = visible as [Opening];
  // Only what is left out is asked for, so nothing is looked up.
  const context = { listenPort: port, isTls: false, lookupService: () => undefined, clusters: state.clusters, defaultRetries: undefined };
  const built = buildRoutes(virtualService, proxy, gateway, context);
  if (built.routes.length === 0) {
    traceLeftOf(trace, virtualService, built.pruned);
    return { reason: 'none of its rules can hold for this proxy and port', field: ['spec', 'http'] };
  }
  if (winners.length > 0) {
    const [winner] = winners as [VirtualService];
    const reason =
      gateway === MESH_GATEWAY ? 'which is older or has the more specific host, and hosts are not shared' : 'whose host is more specific';
    return { reason: `hosts: ${virtualService.hosts[index]} goes to ${nameOf(winner.resource)}, ${reason}`, field: host };
  }
  return { reason: `hosts: ${virtualService.hosts[index]} is no service here, or another service's by a more specific name`, field: host };
}
