import { Decision } from './decision';
import { MergedGateway } from './listener/merged-gateway';
import { nearest } from '../model/near-names';
import { ProxyState } from './proxy-state';
import { RouteRequest } from './request';

/** Outcomes that a misspelt name or port commonly leads to. */
const DOUBTFUL: ReadonlySet<Decision['outcome']> = new Set(['passthrough', 'blocked', 'noListener', 'notFound', 'tlsNoMatch']);

/** Adds to a decision what the request may have meant. It is looked for when it is first read. */
export function withHints(state: ProxyState, request: RouteRequest, decision: Decision, gateway: MergedGateway | undefined): Decision {
  if (!DOUBTFUL.has(decision.outcome)) return decision;
  let hints: readonly string[] | undefined;
  return Object.defineProperty(decision, 'hints', {
    enumerable: true,
    configurable: true,
    get: () => (hints ??= gateway ? gatewayHints(request, decision, gateway) : sidecarHints(state, request)),
  });
}

function sidecarHints(state: ProxyState, request: RouteRequest): readonly string[] {
  const { domain } = state.push.model;
  const host = request.host.toLowerCase();
  const names = new Map<string, string>();
  for (const { hostname } of state.push.model.services) {
    const short = hostname.endsWith(`.svc.${domain}`) ? hostname.slice(0, -`.svc.${domain}`.length) : hostname;
    names.set(hostname, hostname);
    names.set(short, short);
    if (short.endsWith(`.${state.proxy.namespace}`)) names.set(short.slice(0, -`.${state.proxy.namespace}`.length), short);
  }
  const spellings = [host, `${host}.${state.proxy.namespace}.svc.${domain}`, `${host}.svc.${domain}`, `${host}.${domain}`];
  const known = spellings.find((each) => state.push.model.servicesOf(each).length > 0);
  if (known === undefined) return nearest(host, names.keys()).map((name) => `${names.get(name)} is a name like ${request.host}`);
  if (!state.service(known)) return [`${known} is not visible to namespace ${state.proxy.namespace}: see exportTo and Sidecar`];
  const ports = state.service(known)!.ports.map(({ port }) => port);
  return request.port !== undefined && !ports.includes(request.port) ? [`${known} has ports ${ports.join(', ')}, not ${request.port}`] : [];
}

function gatewayHints(request: RouteRequest, decision: Decision, gateway: MergedGateway): readonly string[] {
  const servers = gateway.ports.flatMap((each) => each.servers);
  if (decision.outcome === 'noListener') {
    const ports = [...new Set(servers.map(({ port }) => port))];
    return ports.length > 0 ? [`the Gateways of this proxy have ports ${ports.join(', ')}`] : ['no Gateway of the set selects this proxy'];
  }
  const hosts = servers.flatMap((server) => server.hosts.map((host) => host.slice(host.indexOf('/') + 1)));
  return nearest(request.authority ?? request.host, hosts).map((host) => `${host} is a host like ${request.authority ?? request.host}`);
}
