import { hostsForNamespace, intersectHosts, Service } from '../../model';
import { buildRoutes, BuiltRoutes, Pruned } from '../http/build-routes';
import { HttpRouteEntry } from '../http/http-route';
import { GatewayServer } from '../listener/merged-gateway';
import { ProxyState } from '../proxy-state';
import { VirtualService } from '../push/virtual-service';
import { RouteConfiguration, VirtualHost } from './route-configuration';

interface OpenVirtualHost {
  readonly name: string;
  readonly routes: HttpRouteEntry[];
  readonly left: { virtualService: VirtualService; pruned: readonly Pruned[] }[];
  requiresTls: boolean;
}

/**
 * The virtual hosts of a gateway's servers that share a route configuration: the hosts that a server and a VirtualService
 * both have, each time the narrower name. Routes of several VirtualServices for one host follow each other, those that
 * take everything at the end.
 * `buildGatewayHTTPRouteConfig`, istio 1.30.3 pilot/pkg/networking/core/gateway.go
 */
export function gatewayRouteConfiguration(state: ProxyState, name: string, servers: readonly GatewayServer[]): RouteConfiguration {
  const open = new Map<string, OpenVirtualHost>();
  const builtByGateway = new Map<string, BuiltRoutes>();
  for (const server of servers) {
    const isRedirecting = !!server.spec.tls?.httpsRedirect;
    for (const virtualService of state.virtualServicesForGateway(server.gateway)) {
      const hosts = intersectHosts(hostsForNamespace(server.hosts, virtualService.namespace), virtualService.hosts);
      if (hosts.length === 0) continue;
      // istiod makes them once for a Gateway, for the first of its servers, whatever the ports of the others.
      const key = `${server.gateway} ${virtualService.key}`;
      const built = builtByGateway.get(key) ?? build(state, virtualService, server);
      if (built.routes.length === 0) continue;
      builtByGateway.set(key, built);
      for (const host of new Set(hosts.map((each) => each.toLowerCase()))) {
        const virtualHost = obtain(open, host, server.port);
        virtualHost.routes.push(...built.routes);
        if (built.pruned.length > 0 || virtualService.dropped.length > 0) virtualHost.left.push({ virtualService, pruned: built.pruned });
        virtualHost.requiresTls ||= isRedirecting;
      }
    }
    if (isRedirecting) for (const host of server.hosts) obtain(open, host.toLowerCase(), server.port).requiresTls = true;
  }
  const openings = servers.map(({ gateway, hosts, port }) => ({ gateway, hosts, port }));
  if (open.size === 0) {
    const nothing = { name: `blackhole:${servers[0]!.port}`, domains: ['*'], routes: [], requiresTls: false };
    return new RouteConfiguration(name, [nothing], openings);
  }
  const virtualHosts = [...open].map(([host, each]): VirtualHost => ({ ...each, domains: [host], routes: catchAllsLast(each.routes) }));
  return new RouteConfiguration(name, virtualHosts, openings);
}

function obtain(open: Map<string, OpenVirtualHost>, host: string, port: number): OpenVirtualHost {
  let virtualHost = open.get(host);
  if (!virtualHost) open.set(host, (virtualHost = { name: `${host}:${port}`, routes: [], left: [], requiresTls: false }));
  return virtualHost;
}

/** Moves routes that take everything behind all others, each group in its order. `SortVHostRoutes` */
export function catchAllsLast<Route extends { readonly isCatchAll: boolean }>(routes: readonly Route[]): readonly Route[] {
  return [...routes.filter((route) => !route.isCatchAll), ...routes.filter((route) => route.isCatchAll)];
}

function build(state: ProxyState, virtualService: VirtualService, server: GatewayServer): BuiltRoutes {
  return buildRoutes(virtualService, state.proxy, server.gateway, {
    listenPort: server.port,
    isTls: !!server.spec.tls,
    lookupService: (hostname) => lookupService(state, hostname, virtualService.namespace),
    clusters: state.clusters,
    defaultRetries: state.push.model.meshConfig.defaultHttpRetryPolicy,
  });
}

/** The VirtualService's own namespace first, if the gateway sees that service. `buildNameToServiceMapForHTTPRoutes` */
function lookupService(state: ProxyState, hostname: string, namespace: string): Service | undefined {
  const own = state.push.services.ofHost(hostname).get(namespace);
  return own && state.push.services.isVisible(own, state.proxy.namespace) ? own : state.scope.services.get(hostname);
}
