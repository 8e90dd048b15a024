import { leave } from './beyond';
import { Decision, RouteDecision } from './decision';
import { traceCluster } from './cluster/trace-cluster';
import { describe } from './http/forward';
import { routeHttp } from './http/route-request';
import { Connection, FilterChain, findFilterChain, Listener, NetworkFilter } from './listener/listener';
import { partsOfCluster } from './parts';
import { ProxyState } from './proxy-state';
import { isCounting, reach } from './reach';
import { RouteRequest } from './request';
import { nameOf, Trace } from './trace';

/** True of what is TLS on the wire. */
export function isTlsOnTheWire(request: RouteRequest): boolean {
  return request.protocol === 'https' || request.protocol === 'tls';
}

/** The port that a request means. */
export function dialledPort(request: RouteRequest): number {
  return request.port ?? (isTlsOnTheWire(request) ? 443 : 80);
}

function isHttpInside(request: RouteRequest): boolean {
  return request.protocol !== 'tls' && request.protocol !== 'tcp';
}

/** A connection to an address, as the listener sees it. */
export function connectionOf(request: RouteRequest, address: string): Connection {
  const isTls = isTlsOnTheWire(request);
  const isHttp2 = request.protocol === 'grpc' || request.protocol === 'http2';
  const applicationProtocol = isTls || request.protocol === 'tcp' ? undefined : isHttp2 ? 'h2c' : 'http/1.1';
  return { address, isTls, serverName: request.sni ?? request.host, applicationProtocol };
}

/** Takes a connection through a listener: its chain, and what the chain does. */
export function connect(state: ProxyState, listener: Listener, request: RouteRequest, address: string, trace: Trace | undefined): Decision {
  const { name } = listener;
  if (listener.rejection) {
    const { reason, resource, field } = listener.rejection;
    trace?.passed('listener', name, reason, resource, field);
    return { outcome: 'listenerRejected', reason, object: nameOf(resource), listener: name };
  }
  const connection = connectionOf(request, address);
  const chain = findFilterChain(listener, connection);
  if (trace) traceChains(trace, listener, chain, connection);
  if (!chain) return { outcome: connection.isTls ? 'tlsNoMatch' : 'noFilterChain', listener: name };
  const decision = throughChain(state, chain, request, trace);
  if (isCounting() && chain.parts && decision.outcome === 'route') reach(chain.parts(address));
  return Object.assign(decision, { listener: name });
}

function throughChain(state: ProxyState, chain: FilterChain, request: RouteRequest, trace: Trace | undefined): Decision {
  const isTls = isTlsOnTheWire(request);
  if (chain.terminatesTls && !isTls) return { outcome: 'tlsHandshakeFailed' };
  const isOpened = chain.terminatesTls && isTls;
  const { filter } = chain;
  if (filter.kind === 'unmodelled') {
    const otherwise: Decision = { outcome: isTls ? 'tlsNoMatch' : 'protocolError' };
    return { outcome: 'notModelled', object: nameOf(filter.resource), reason: filter.reason, otherwise };
  }
  if (filter.kind !== 'http') {
    const tls = isTls && filter.kind !== 'blocked' ? { tls: isOpened ? ('terminated' as const) : ('passthrough' as const) } : {};
    return { ...throughTcp(state, filter, trace), ...tls };
  }
  if (!isHttpInside(request) || (isTls && !isOpened)) return { outcome: 'protocolError', ...(isOpened && { tls: 'terminated' }) };
  const routes = filter.routes();
  if (routes.rejection) {
    const { reason, resource, field } = routes.rejection;
    trace?.passed('route', routes.name, reason, resource, field);
    return { outcome: 'listenerRejected', reason, object: nameOf(resource), routeConfig: routes.name };
  }
  const decision = routeHttp(state, routes, request, isOpened, trace);
  return isOpened ? Object.assign(decision, { tls: 'terminated' as const }) : decision;
}

type TcpFilter = Exclude<NetworkFilter, { kind: 'http' | 'unmodelled' }>;

function throughTcp(state: ProxyState, filter: TcpFilter, trace: Trace | undefined): Decision {
  if (filter.kind === 'passthrough') return leave(state, undefined, trace);
  if (filter.kind !== 'tcp') return { outcome: filter.kind };
  const destinations = filter.clusters.map(({ cluster: clusterName, share }) => {
    const cluster = state.clusters.get(clusterName);
    if (trace) traceCluster(trace, state, cluster);
    if (isCounting()) reach(partsOfCluster(cluster));
    return describe(cluster, share);
  });
  const decision: RouteDecision = {
    outcome: 'route',
    ...(filter.virtualService !== undefined && { virtualService: filter.virtualService }),
    destinations,
  };
  return decision;
}

function traceChains(trace: Trace, listener: Listener, chosen: FilterChain | undefined, connection: Connection): void {
  trace.taken('listener', listener.name, `${connection.address} is what it listens for`);
  for (const chain of listener.chains)
    if (chain !== chosen) trace.passed('filterChain', chain.name, wantsOf(chain), chain.resource, chain.field);
  if (chosen)
    trace.taken(
      'filterChain',
      chosen.name,
      chosen === listener.fallback ? 'no other chain fits' : wantsOf(chosen),
      chosen.resource,
      chosen.field,
    );
  else trace.passed('filterChain', listener.name, `no chain fits ${connection.isTls ? `SNI ${connection.serverName}` : 'plain text'}`);
}

function wantsOf(chain: FilterChain): string {
  const wants = [
    chain.serverNames.length > 0 ? `SNI ${chain.serverNames.join(', ')}` : '',
    chain.prefixRanges.length > 0 ? `addresses ${chain.prefixRanges.map(({ key }) => key).join(', ')}` : '',
    chain.applicationProtocols.length > 0 ? chain.applicationProtocols.join(', ') : '',
  ].filter((each) => each !== '');
  return wants.length > 0 ? `takes ${wants.join(' and ')}` : 'takes any connection';
}
