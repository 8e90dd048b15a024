import { hostsMatch, isTls, isWildcard, L4MatchAttributes, Port, Service, stringsIn, UNSPECIFIED_ADDRESS } from '../../model';
import { Part, partsOfL4 } from '../parts';
import { ProxyState } from '../proxy-state';
import { MESH_GATEWAY, VirtualService } from '../push/virtual-service';
import { shortNamesOf } from '../virtualhost/service-domains';
import { Cidr, containsAddress, parseCidr } from './cidr';
import { FilterChain, NetworkFilter, toServerNames } from './listener';
import { l4MatchesProxy, tcpFilter } from './tcp-clusters';

/** A service's port on a listener. */
export interface OutboundListenerOptions {
  readonly service: Service;
  readonly port: Port;
  /** The address listened on. */
  readonly bind: string;
  /** Set if the service's address is a range. */
  readonly range: string | undefined;
}

/** The chains that carry a service's TCP or TLS port. `buildSidecarOutboundTCPListenerOpts`, istio 1.30.3 pilot/pkg/networking/core/listener.go */
export function tcpChains(state: ProxyState, options: OutboundListenerOptions, candidates: readonly VirtualService[]): FilterChain[] {
  const { hostname } = options.service;
  const virtualServices = candidates.filter(({ hosts }) => hosts.some((host) => hostsMatch(host, hostname)));
  return isTls(options.port.protocol) ? chainsBySni(state, options, virtualServices) : chainsByAddress(state, options, virtualServices);
}

/**
 * One chain a TLS match, by SNI and address; of matches that ask the same of a connection only the first. Without any,
 * the service itself, by its own name if its address does not tell.
 * `buildSidecarOutboundTLSFilterChainOpts`, istio 1.30.3 pilot/pkg/networking/core/tls.go
 */
function chainsBySni(state: ProxyState, options: OutboundListenerOptions, virtualServices: readonly VirtualService[]): FilterChain[] {
  const { port, service } = options;
  const handled = new Set<string>();
  const chains: FilterChain[] = [];
  let ranges: readonly string[] = options.range === undefined ? [] : [options.range];
  for (const virtualService of virtualServices) {
    for (const [position, rule] of virtualService.tls.entries()) {
      for (const [index, match] of (rule.match ?? []).entries()) {
        if (!l4MatchesProxy(match, state.proxy, MESH_GATEWAY, port.port)) continue;
        // A match's own subnets stay in force for those behind it that have none.
        if (match.destinationSubnets?.length && port.port > 0) ranges = match.destinationSubnets;
        const key = `${stringsIn(match.sniHosts).join(',')}|${stringsIn(match.destinationSubnets).join(',')}`;
        if (handled.has(key)) continue;
        handled.add(key);
        const filter = tcpFilter(state, rule.route ?? [], port.port, virtualService.key);
        chains.push({
          ...bare(virtualService.key, filter),
          serverNames: toServerNames(stringsIn(match.sniHosts)),
          prefixRanges: toRanges(ranges),
          resource: virtualService.resource,
          field: ['spec', 'tls', position, 'match', index],
          parts: () => partsOfL4(virtualService, rule, [match]),
        });
      }
    }
  }
  if (chains.length > 0) return chains;
  const isShared = options.bind === UNSPECIFIED_ADDRESS && service.address === UNSPECIFIED_ADDRESS;
  const needsName = ranges.length > 0 || isShared || (isWildcard(service.hostname) && service.resolution === 'DynamicDNS');
  const names = [service.hostname, ...service.aliases.flatMap((alias) => [alias, ...shortNamesOf(alias, state.domain)])];
  return [
    {
      ...bare(service.hostname, toService(state, service, port)),
      serverNames: needsName ? toServerNames(names) : [],
      prefixRanges: toRanges(ranges),
      resource: service.resource,
    },
  ];
}

/**
 * TCP rules in order: the first that asks for no subnet takes everything, those before it their subnets. Without one the
 * service itself is at the end.
 * `buildSidecarOutboundTCPFilterChainOpts`, istio 1.30.3 pilot/pkg/networking/core/tls.go
 */
function chainsByAddress(state: ProxyState, options: OutboundListenerOptions, virtualServices: readonly VirtualService[]): FilterChain[] {
  const { port, service } = options;
  const own = options.range === undefined ? [] : [options.range];
  const chains: FilterChain[] = [];
  let hasDefault = false;
  for (const virtualService of virtualServices) {
    for (const [position, rule] of virtualService.tcp.entries()) {
      const place = { resource: virtualService.resource, field: ['spec', 'tcp', position] };
      const applying = (rule.match ?? []).filter((match) => l4MatchesProxy(match, state.proxy, MESH_GATEWAY, port.port));
      const parts = (address: string): readonly Part[] =>
        partsOfL4(virtualService, rule, applying.filter((match) => coversAddress(match, address)).slice(0, 1));
      const isTerminal = !rule.match?.length || applying.some((match) => !match.destinationSubnets?.length);
      if (isTerminal) {
        const filter = tcpFilter(state, rule.route ?? [], port.port, virtualService.key);
        return [...chains, { ...bare(virtualService.key, filter), prefixRanges: toRanges(own), ...place, parts }];
      }
      const subnets = applying.flatMap((match) => match.destinationSubnets ?? []);
      if (subnets.length === 0) continue;
      const filter = tcpFilter(state, rule.route ?? [], port.port);
      chains.push({ ...bare(virtualService.key, filter), prefixRanges: toRanges(subnets), ...place, parts });
      hasDefault ||= [...subnets].sort().join() === own.join();
    }
  }
  return hasDefault
    ? chains
    : [...chains, { ...bare(service.hostname, toService(state, service, port)), prefixRanges: toRanges(own), resource: service.resource }];
}

function coversAddress({ destinationSubnets }: L4MatchAttributes, address: string): boolean {
  const ranges = toRanges(stringsIn(destinationSubnets));
  return ranges.length === 0 || ranges.some((range) => containsAddress(range, address));
}

function toService(state: ProxyState, service: Service, port: Port): NetworkFilter {
  const number = service.ports.length === 1 ? service.ports[0]!.port : port.port;
  return tcpFilter(state, [{ destination: { host: service.hostname, port: { number } } }], number);
}

/** The chain that a listener gets for HTTP. `buildSidecarOutboundHTTPListenerOpts` */
export function httpChain(name: string, routes: Extract<NetworkFilter, { kind: 'http' }>['routes'], isInspected: boolean): FilterChain {
  const plain = { ...bare(name, { kind: 'http', routes }) };
  return isInspected ? { ...plain, transportProtocol: 'raw_buffer', applicationProtocols: PLAIN_HTTP } : plain;
}

/** What the HTTP inspector calls HTTP in plain text, without HTTP/1.0, which istiod leaves out by default. `plaintextHTTPALPNs` */
const PLAIN_HTTP: readonly string[] = ['http/1.1', 'h2c'];

export function bare(name: string, filter: NetworkFilter): FilterChain {
  return { name, serverNames: [], prefixRanges: [], transportProtocol: '', applicationProtocols: [], terminatesTls: false, filter };
}

/** Ranges as Envoy holds them; that of all addresses is none. `toFilterChainMatch` */
function toRanges(texts: readonly string[]): readonly Cidr[] {
  return texts.map(parseCidr).filter((range): range is Cidr => range !== undefined && !(range.value === 0n && !range.isV6));
}
