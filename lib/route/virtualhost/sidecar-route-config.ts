import { hostsMatch, isHttpOrSniffed, isWildcard, Service } from '../../model';
import { buildRoutes, BuiltRoutes } from '../http/build-routes';
import { hashForService, toHashPolicy } from '../http/hash-policy';
import { HttpRouteEntry } from '../http/http-route';
import { RouteContext } from '../http/route-action';
import { ProxyState } from '../proxy-state';
import { EgressScope } from '../push/egress-scope';
import { MESH_GATEWAY, VirtualService } from '../push/virtual-service';
import { Opening, RouteConfiguration, VirtualHost } from './route-configuration';
import { domainsOf } from './service-domains';

/** Hosts that a VirtualService, or a service without one, brings to a port. `VirtualHostWrapper` */
interface Wrapper {
  readonly services: readonly Service[];
  /** Hosts of the VirtualService that no service has. */
  readonly otherHosts: readonly string[];
  readonly built: BuiltRoutes;
  readonly virtualService?: VirtualService;
}

/**
 * The virtual hosts of a sidecar's port, and what happens to all other hosts there.
 * `BuildSidecarOutboundVirtualHosts`, istio 1.30.3 pilot/pkg/networking/core/httproute.go;
 * `BuildSidecarVirtualHostWrapper`: pilot/pkg/networking/core/route/route.go
 */
export function sidecarRouteConfiguration(state: ProxyState, port: number): RouteConfiguration {
  const virtualHosts = sidecarVirtualHosts(state, port);
  const allows = state.scope.allowsAny;
  const catchAll: VirtualHost = {
    name: allows ? 'allow_any' : 'block_all',
    domains: ['*'],
    routes: [],
    requiresTls: false,
    catchAll: allows ? 'passthrough' : 'blocked',
  };
  return new RouteConfiguration(String(port), [...virtualHosts, catchAll], onMesh(port));
}

/**
 * The one virtual host of a service whose protocol is not declared and that has an address of its own: the listener is
 * its alone, so every host is meant for it. `getVirtualHostsForSniffedServicePort`
 */
export function sniffedRouteConfiguration(state: ProxyState, hostname: string, port: number): RouteConfiguration {
  const name = `${hostname}:${port}`;
  const own = sidecarVirtualHosts(state, port).filter(({ domains }) => domains.includes(hostname) || domains.includes(name));
  return new RouteConfiguration(name, own.length === 1 ? [{ ...own[0]!, domains: ['*'] }] : own, onMesh(port));
}

function onMesh(port: number): readonly Opening[] {
  return [{ gateway: MESH_GATEWAY, hosts: ['*'], port }];
}

function sidecarVirtualHosts(state: ProxyState, port: number): readonly VirtualHost[] {
  const cached = state.virtualHosts.get(port);
  if (cached) return cached;
  const egress = state.scope.egressForPort(port);
  const virtualHosts = egress ? nameVirtualHosts(buildWrappers(state, egress, port), port, state.domain) : [];
  state.virtualHosts.set(port, virtualHosts);
  return virtualHosts;
}

function buildWrappers(state: ProxyState, egress: EgressScope, port: number): readonly Wrapper[] {
  const services = servicesAtPort(egress.services, port);
  const wildcards = [...services.keys()].filter(isWildcard);
  const context: RouteContext = {
    listenPort: port,
    isTls: false,
    lookupService: (hostname) => services.get(hostname),
    clusters: state.clusters,
    defaultRetries: state.push.model.meshConfig.defaultHttpRetryPolicy,
  };
  const wrappers: Wrapper[] = [];
  const claimed = new Set<string>();
  for (const virtualService of egress.virtualServices) {
    // On port 80 a VirtualService may also claim hosts that no service has; elsewhere it needs one.
    if (port !== 80 && !touches(virtualService, services, wildcards)) continue;
    const built = buildRoutes(virtualService, state.proxy, MESH_GATEWAY, context);
    if (built.routes.length === 0) continue;
    const { own, otherHosts } = separateHosts(virtualService, services, egress);
    const spoken = own.filter((service) => isHttpOrSniffed(service.ports[0]!.protocol));
    if (spoken.length === 0 && port !== 80) continue;
    wrappers.push({ services: spoken, otherHosts, built, virtualService });
    for (const service of spoken) claimed.add(service.hostname);
  }
  for (const service of services.values()) {
    const [only] = service.ports;
    if (claimed.has(service.hostname) || service.resolution === 'Alias' || !isHttpOrSniffed(only!.protocol)) continue;
    const cluster = { host: service.hostname, port, subset: '' };
    const hash = toHashPolicy(hashForService(state.clusters.destinationRuleFor(service.hostname), port));
    wrappers.push({
      services: [service],
      otherHosts: [],
      built: { routes: [HttpRouteEntry.toService(cluster, hash, context)], pruned: [] },
    });
  }
  return wrappers;
}

/** The services that have the port, each with that port only. */
function servicesAtPort(services: readonly Service[], port: number): ReadonlyMap<string, Service> {
  const result = new Map<string, Service>();
  for (const service of services) {
    const own = service.ports.find((each) => each.port === port);
    if (!own) continue;
    const hostname = service.hostname.toLowerCase();
    result.set(hostname, service.ports.length === 1 && hostname === service.hostname ? service : { ...service, hostname, ports: [own] });
  }
  return result;
}

/** True if any host of the VirtualService is, covers or is covered by a service's. `selectVirtualServices` */
function touches(virtualService: VirtualService, services: ReadonlyMap<string, Service>, wildcards: readonly string[]): boolean {
  return virtualService.hosts.some((written) => {
    const host = written.toLowerCase();
    if (services.has(host)) return true;
    for (const hostname of isWildcard(host) ? services.keys() : wildcards) if (hostsMatch(host, hostname)) return true;
    return false;
  });
}

/**
 * Which services a VirtualService's hosts mean, and which hosts mean none. A wildcard host means each service it covers,
 * unless another VirtualService has a more specific host for it.
 * `separateVSHostsAndServices`
 */
function separateHosts(
  virtualService: VirtualService,
  services: ReadonlyMap<string, Service>,
  egress: EgressScope,
): { own: readonly Service[]; otherHosts: readonly string[] } {
  const own: Service[] = [];
  const otherHosts: string[] = [];
  for (const written of virtualService.hosts) {
    const host = written.toLowerCase();
    if (isWildcard(host)) continue;
    const service = services.get(host);
    if (service) own.push(service);
    else otherHosts.push(written);
  }
  for (const host of virtualService.hosts.map((each) => each.toLowerCase()).filter(isWildcard)) {
    let covers = false;
    for (const [hostname, service] of services) {
      if (!hostsMatch(hostname, host)) continue;
      covers = true;
      if (egress.mostSpecificVirtualService.get(hostname) === virtualService) own.push(service);
    }
    if (!covers) otherHosts.push(host);
  }
  return { own, otherHosts };
}

/**
 * Gives every host its domains; a name or domain that is taken stays with the first, and a short name that is another
 * service's full name stays with that.
 * `buildVirtualHost`, `dedupeDomains` in `BuildSidecarOutboundVirtualHosts`
 */
function nameVirtualHosts(wrappers: readonly Wrapper[], port: number, proxyDomain: string): readonly VirtualHost[] {
  const fullNames = new Set(wrappers.flatMap(({ services }) => services.map(({ hostname }) => hostname)));
  const names = new Set<string>();
  const taken = new Set<string>();
  const result: VirtualHost[] = [];
  for (const wrapper of wrappers) {
    const { built, virtualService } = wrapper;
    const left =
      virtualService && (built.pruned.length > 0 || virtualService.dropped.length > 0)
        ? [{ virtualService, pruned: built.pruned }]
        : undefined;
    const add = (hostname: string, domains: readonly string[], expanded: readonly string[] = []): void => {
      const name = `${hostname}:${port}`;
      if (names.has(name)) return;
      names.add(name);
      const free = domains.filter((domain) => {
        const key = domain.toLowerCase();
        if (taken.has(key) || (fullNames.has(domain) && expanded.includes(domain))) return false;
        taken.add(key);
        return true;
      });
      if (free.length > 0) result.push({ name, domains: free, routes: built.routes, requiresTls: false, left });
    };
    for (const host of wrapper.otherHosts) add(host.toLowerCase(), [host.toLowerCase()]);
    for (const service of wrapper.services) {
      const { domains, expanded } = domainsOf(service, proxyDomain);
      add(service.hostname, domains, expanded);
    }
  }
  return result;
}
