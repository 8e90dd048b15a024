import { hostIsSubsetOf, hostsMatch, isHttp, L4MatchAttributes, stringsIn } from '../../model';
import { partsOfL4 } from '../parts';
import { ProxyState } from '../proxy-state';
import { isExternal } from '../push/mutual-tls';
import { VirtualService } from '../push/virtual-service';
import { gatewayRouteConfiguration } from '../virtualhost/gateway-route-config';
import { FilterChain, findDuplicateChain, Listener, toServerNames } from './listener';
import { claimHosts, GatewayServer, isPassthrough, MergedGateway, MergedServers } from './merged-gateway';
import { tcpFilter } from './tcp-clusters';

/** The address that a gateway listens on unless a server binds to another. */
const WILDCARD = '0.0.0.0';

/**
 * A gateway's listeners by name. Servers of one address and port make one; one without chains is left out.
 * `buildGatewayListeners`, istio 1.30.3 pilot/pkg/networking/core/gateway.go
 */
export function gatewayListeners(state: ProxyState, merged: MergedGateway): ReadonlyMap<string, () => Listener | undefined> {
  const chains = new Map<string, { port: number; chains: FilterChain[] }>();
  const sniHosts = new Map<number, Map<string, string>>();
  for (const servers of merged.ports) {
    const name = `${servers.bind || WILDCARD}_${servers.port}`;
    const built = chainsOf(state, merged, servers, sniHosts);
    const existing = chains.get(name);
    if (existing) existing.chains.push(...built);
    else chains.set(name, { port: servers.port, chains: built });
  }
  return new Map([...chains].map(([name, each]) => [name, () => toListener(name, each.port, each.chains)]));
}

function toListener(name: string, port: number, chains: readonly FilterChain[]): Listener | undefined {
  if (chains.length === 0) return undefined;
  const duplicate = findDuplicateChain(chains);
  const rejection = duplicate && { reason: 'two filter chains with the same match', resource: duplicate.resource! };
  return { name, port, chains, fallback: undefined, rejection };
}

/** `buildGatewayTCPBasedFilterChains` */
function chainsOf(
  state: ProxyState,
  merged: MergedGateway,
  servers: MergedServers,
  sniHosts: Map<number, Map<string, string>>,
): FilterChain[] {
  if (isHttp(servers.protocol)) {
    const { routeName } = servers;
    const sharing = merged.serversOf(routeName);
    const routes = () => state.routeConfiguration(routeName, () => gatewayRouteConfiguration(state, routeName, sharing));
    return [chain(servers.servers[0]!, { name: routeName, filter: { kind: 'http', routes } })];
  }
  return servers.servers.flatMap((server) => {
    if (!server.spec.tls) return tcpChain(state, server, []);
    if (isPassthrough(server)) return passthroughChains(state, server, servers.port, sniHosts);
    const serverNames = toServerNames(server.hosts.map((host) => host.slice(host.indexOf('/') + 1)));
    if (server.protocol !== 'HTTPS') return tcpChain(state, server, serverNames);
    const bind = server.spec.bind ? `.${server.spec.bind}` : '';
    const name = `https.${server.port}.${server.spec.port?.name ?? ''}.${server.resource.name}.${server.resource.namespace}${bind}`;
    const routes = () => state.routeConfiguration(name, () => gatewayRouteConfiguration(state, name, merged.serversOf(name)));
    return [chain(server, { name, serverNames, terminatesTls: true, filter: { kind: 'http', routes } })];
  });
}

function chain(server: GatewayServer, parts: Partial<FilterChain> & Pick<FilterChain, 'name' | 'filter'>): FilterChain {
  return {
    serverNames: [],
    prefixRanges: [],
    transportProtocol: '',
    applicationProtocols: [],
    terminatesTls: false,
    resource: server.resource,
    field: ['spec', 'servers', server.position],
    ...parts,
  };
}

/**
 * Opaque TCP, with TLS ended or without: the first TCP rule that fits the server, of the first VirtualService with one.
 * `buildGatewayNetworkFiltersFromTCPRoutes`
 */
function tcpChain(state: ProxyState, server: GatewayServer, serverNames: readonly string[]): FilterChain[] {
  for (const virtualService of boundTo(state, server)) {
    for (const [position, rule] of virtualService.tcp.entries()) {
      const fitting = rule.match?.find((match) => fitsServer(match, server));
      if (rule.match?.length && !fitting) continue;
      const filter = tcpFilter(state, rule.route ?? [], server.port);
      const parts = () => partsOfL4(virtualService, rule, fitting ? [fitting] : []);
      const place = { resource: virtualService.resource, field: ['spec', 'tcp', position] };
      return [chain(server, { name: virtualService.key, serverNames, terminatesTls: !!server.spec.tls, filter, ...place, parts })];
    }
  }
  return [];
}

/**
 * TLS let through: a chain for each match of a TLS rule, by SNI. A match that shares an SNI host with an earlier one is
 * left out whole. `buildGatewayNetworkFiltersFromTLSRoutes`
 */
function passthroughChains(
  state: ProxyState,
  server: GatewayServer,
  port: number,
  sniHosts: Map<number, Map<string, string>>,
): FilterChain[] {
  if (server.spec.tls?.mode === 'AUTO_PASSTHROUGH') return autoPassthroughChains(state, server);
  const chains: FilterChain[] = [];
  for (const virtualService of boundTo(state, server)) {
    for (const [position, rule] of virtualService.tls.entries()) {
      for (const [index, match] of (rule.match ?? []).entries()) {
        if (!fitsServer(match, server)) continue;
        let known = sniHosts.get(port);
        if (!known) sniHosts.set(port, (known = new Map<string, string>()));
        const hosts = stringsIn(match.sniHosts);
        if (claimHosts(hosts, server.spec.bind ?? '', known).length > 0) continue;
        const filter = tcpFilter(state, rule.route ?? [], server.port);
        chains.push({
          ...chain(server, { name: virtualService.key, serverNames: toServerNames(hosts), filter }),
          resource: virtualService.resource,
          field: ['spec', 'tls', position, 'match', index],
          parts: () => partsOfL4(virtualService, rule, [match]),
        });
      }
    }
  }
  return chains;
}

/**
 * A chain that takes the names by which other clusters' proxies call the mesh's own services and subsets. It takes mutual
 * TLS of Istio's only, and of the endpoints those that speak it; neither is modelled.
 * `builtAutoPassthroughFilterChains`, istio 1.30.3 pilot/pkg/networking/core/gateway.go; `BuildDNSSrvSubsetKey`
 */
function autoPassthroughChains(state: ProxyState, server: GatewayServer): FilterChain[] {
  const hosts = server.hosts.map((host) => host.slice(host.indexOf('/') + 1));
  const serverNames: string[] = [];
  for (const service of state.scope.services.all) {
    const { hostname } = service;
    if (isExternal(service) || !hosts.some((host) => hostIsSubsetOf(hostname, host))) continue;
    const subsets = ['', ...(state.clusters.destinationRuleFor(hostname)?.subsets ?? []).map(({ name = '' }) => name)];
    for (const { port, protocol } of service.ports) {
      if (protocol !== 'UDP') serverNames.push(...subsets.map((subset) => `outbound_.${port}_.${subset}_.${hostname}`));
    }
  }
  if (serverNames.length === 0) return [];
  const reason = 'its AUTO_PASSTHROUGH server is for the proxies of other clusters';
  return [
    chain(server, {
      name: `auto-passthrough ${server.gateway}`,
      serverNames,
      filter: { kind: 'unmodelled', resource: server.resource, reason },
    }),
  ];
}

/** VirtualServices bound to the server's Gateway that have a host of the server. `pickMatchingGatewayHosts` */
function boundTo(state: ProxyState, server: GatewayServer): readonly VirtualService[] {
  return state.virtualServicesForGateway(server.gateway).filter(({ hosts, namespace }) =>
    hosts.some((host) =>
      server.hosts.some((written) => {
        const slash = written.indexOf('/');
        return (slash < 0 || written.slice(0, slash) === namespace) && hostsMatch(written.slice(slash + 1), host);
      }),
    ),
  );
}

/** `l4SingleMatch` */
function fitsServer(match: L4MatchAttributes, server: GatewayServer): boolean {
  return (!match.port || match.port === server.port) && (!match.gateways?.length || match.gateways.includes(server.gateway));
}
