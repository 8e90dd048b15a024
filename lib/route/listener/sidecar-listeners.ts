import { isHttp, isIpAddress, isTcp, Port, Protocol, Service, UNSPECIFIED_ADDRESS } from '../../model';
import { podAddress } from '../environment';
import { ProxyState } from '../proxy-state';
import { EgressScope } from '../push/egress-scope';
import { sidecarRouteConfiguration, sniffedRouteConfiguration } from '../virtualhost/sidecar-route-config';
import { FilterChain, findDuplicateChain, Listener } from './listener';
import { bare, httpChain, OutboundListenerOptions, tcpChains } from './sidecar-chains';

/** Ports that sidecars keep for themselves: status, metrics, redirected traffic. `conflictWithReservedListener`, istio 1.30.3 pilot/pkg/model/context.go */
function reservedPorts({ push }: ProxyState): ReadonlySet<number> {
  const { proxyListenPort = 15001, proxyInboundListenPort = 15006 } = push.model.meshConfig;
  return new Set([proxyListenPort, proxyInboundListenPort, 15021, 15090]);
}

const LOOPBACK = '127.0.0.1';

/** A service that asks for a place on a listener. */
interface Claim extends OutboundListenerOptions {
  readonly egress: EgressScope;
}

/** A listener that is being put together. `outboundListenerEntry` */
interface Entry {
  protocol: Protocol;
  chains: FilterChain[];
  readonly egress: EgressScope;
}

/**
 * A sidecar's outbound listeners by name. Which services meet on a listener is found at once, what they make of it only
 * when it is asked for.
 * `buildSidecarOutboundListeners`, istio 1.30.3 pilot/pkg/networking/core/listener.go
 */
export function sidecarListeners(state: ProxyState): ReadonlyMap<string, () => Listener | undefined> {
  const claims = new Map<string, Claim[]>();
  const reserved = reservedPorts(state);
  for (const egress of state.scope.egress) {
    const bind = egress.bind ?? (egress.listener.captureMode === 'NONE' ? LOOPBACK : '');
    for (const service of egress.services) {
      if (service.resolution === 'Alias') continue;
      for (const port of egress.port ? [egress.port] : service.ports) {
        if (reserved.has(port.port) && (bind === UNSPECIFIED_ADDRESS || (bind === '' && isHttp(port.protocol)))) continue;
        for (const claim of claimsOf(state, egress, service, port, bind)) {
          const name = `${claim.bind}_${port.port}`;
          const list = claims.get(name);
          if (list) list.push(claim);
          else claims.set(name, [claim]);
        }
      }
    }
  }
  return new Map([...claims].map(([name, list]) => [name, () => toListener(state, name, list)]));
}

/** On which addresses a service's port is listened for. */
function claimsOf(state: ProxyState, egress: EgressScope, service: Service, port: Port, bind: string): Claim[] {
  if (port.protocol === 'UDP') return [];
  const claim = { egress, service, port, range: undefined };
  if (bind !== '') return [{ ...claim, bind }];
  if (isHttp(port.protocol)) return [{ ...claim, bind: UNSPECIFIED_ADDRESS }];
  if (!egress.port && service.resolution === 'Passthrough' && service.address === UNSPECIFIED_ADDRESS)
    return claimsOfInstances(state, claim);
  if (service.address.includes('/')) return [{ ...claim, bind: UNSPECIFIED_ADDRESS, range: service.address }];
  return [{ ...claim, bind: service.address }];
}

/** A headless service is listened for at each of its Pods; a plain ServiceEntry without resolution at every address. */
function claimsOfInstances(state: ProxyState, claim: Omit<Claim, 'bind'>): Claim[] {
  const { service, port } = claim;
  const endpoints = state.push.model.endpointsOf(service, port);
  if (service.registry !== 'Kubernetes' && endpoints.length === 0 && !service.selector) return [{ ...claim, bind: UNSPECIFIED_ADDRESS }];
  return endpoints.flatMap(({ name, workload }): Claim[] => {
    if (workload && workload === state.proxy.workload) return [];
    const address =
      workload && !workload.entry ? podAddress(state.push.model, workload) : name.slice(0, name.lastIndexOf(':')).replace(/^\[|\]$/g, '');
    return isIpAddress(address) ? [{ ...claim, bind: address }] : [];
  });
}

/** Lets the claims meet in their order. */
function toListener(state: ProxyState, name: string, claims: readonly Claim[]): Listener | undefined {
  let entry: Entry | undefined;
  for (const claim of claims) {
    // What a listener of its own has claimed, the one for all other ports leaves alone.
    if (entry && !claim.egress.port && entry.egress !== claim.egress) continue;
    entry = meet(state, entry, claim);
  }
  if (!entry) return undefined;
  const specific = entry.chains.filter((chain) => !isMatchAll(chain));
  const matchAll = entry.chains.filter(isMatchAll).at(-1);
  const fallback = matchAll ?? bare('PassthroughFilterChain', { kind: state.scope.allowsAny ? 'passthrough' : 'blocked' });
  const duplicate = findDuplicateChain(specific);
  const rejection = duplicate && { reason: 'two filter chains with the same match', resource: duplicate.resource! };
  return { name, port: claims[0]!.port.port, chains: specific, fallback, rejection };
}

function isMatchAll(chain: FilterChain): boolean {
  return chain.serverNames.length + chain.prefixRanges.length + chain.applicationProtocols.length === 0 && chain.transportProtocol === '';
}

/**
 * What becomes of a listener when one more service claims it: HTTP and TCP on one address and port stand side by side,
 * told apart by the first bytes; TCP chains that match the same leave the place to the first.
 * `buildSidecarOutboundListener`, istio 1.30.3 pilot/pkg/networking/core/listener.go
 */
function meet(state: ProxyState, entry: Entry | undefined, claim: Claim): Entry | undefined {
  const { port, bind, egress } = claim;
  const { protocol } = port;
  const tcp = (): FilterChain[] => tcpChains(state, claim, egress.virtualServices);
  const isHttpPort = isHttp(protocol);
  const isWildcard = bind === UNSPECIFIED_ADDRESS;
  if (
    entry &&
    (isHttpPort || protocol === 'UnsupportedProtocol') &&
    !isTcp(entry.protocol) &&
    !(protocol === 'UnsupportedProtocol' && isHttp(entry.protocol))
  ) {
    return entry;
  }
  if (entry && isServerFirst(protocol, entry.protocol)) return entry;
  let chains: FilterChain[];
  let resulting: Protocol = protocol;
  if (protocol === 'HTTP_PROXY' && egress.port) {
    const reason = 'HTTP_PROXY listeners are not modelled';
    chains = [bare(String(port.port), { kind: 'unmodelled', resource: state.scope.sidecar!, reason })];
  } else if (isHttpPort) {
    const isInspected = isWildcard && protocol !== 'HTTP_PROXY';
    chains = [httpChain(String(port.port), () => sharedRoutes(state, port.port), isInspected)];
    if (isInspected) resulting = 'UnsupportedProtocol';
  } else if (protocol === 'UnsupportedProtocol') {
    const { hostname } = claim.service;
    const own = `${hostname}:${port.port}`;
    const routes = isWildcard
      ? () => sharedRoutes(state, port.port)
      : () => state.routeConfiguration(own, () => sniffedRouteConfiguration(state, hostname, port.port));
    chains = [...tcp(), httpChain(isWildcard ? String(port.port) : own, routes, true)];
  } else {
    chains = tcp();
  }
  const replaces = !entry || (protocol === 'UnsupportedProtocol' && isHttp(entry.protocol));
  if (replaces) return { protocol: resulting, chains, egress };
  entry.chains = mergeChains(entry.chains, chains);
  if (isHttpPort || protocol === 'UnsupportedProtocol' || isHttp(entry.protocol)) entry.protocol = 'UnsupportedProtocol';
  return entry;
}

function sharedRoutes(state: ProxyState, port: number): ReturnType<typeof sidecarRouteConfiguration> {
  return state.routeConfiguration(String(port), () => sidecarRouteConfiguration(state, port));
}

/** Where the server speaks first nothing can be told from the first bytes. `isConflictWithWellKnownPort` */
function isServerFirst(incoming: Protocol, existing: Protocol): boolean {
  const special: readonly Protocol[] = ['Mongo', 'MySQL'];
  return incoming !== existing && (special.includes(incoming) || special.includes(existing));
}

/** `mergeTCPFilterChains` */
function mergeChains(existing: readonly FilterChain[], incoming: readonly FilterChain[]): FilterChain[] {
  const merged = [...existing];
  for (const chain of incoming) if (!merged.some((each) => conflicts(each, chain))) merged.push(chain);
  return merged;
}

/** `conflictsWith` */
function conflicts(a: FilterChain, b: FilterChain): boolean {
  return (
    a.transportProtocol === b.transportProtocol &&
    a.applicationProtocols.join() === b.applicationProtocols.join() &&
    [...a.serverNames].sort().join() === [...b.serverNames].sort().join() &&
    setOf(a) === setOf(b)
  );
}

function setOf({ prefixRanges }: FilterChain): string {
  return [...new Set(prefixRanges.map(({ key }) => key))].sort().join();
}
