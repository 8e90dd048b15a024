import { Resource } from '../../model';
import { ClusterName } from '../cluster/clusters';
import { Part } from '../parts';
import { FieldPath } from '../trace';
import { RouteConfiguration, Rejection } from '../virtualhost/route-configuration';
import { Cidr, containsAddress } from './cidr';

/** What a filter chain does with a connection. */
export type NetworkFilter =
  /** Reads HTTP and routes requests. */
  | { readonly kind: 'http'; readonly routes: () => RouteConfiguration }
  /** Passes bytes on. */
  | {
      readonly kind: 'tcp';
      readonly clusters: readonly { readonly cluster: ClusterName; readonly share: number }[];
      readonly virtualService?: string;
    }
  /** What this engine does not look into; `resource` is to blame. */
  | { readonly kind: 'unmodelled'; readonly resource: Resource; readonly reason: string }
  /** What nothing claims. */
  | { readonly kind: 'passthrough' }
  | { readonly kind: 'blocked' };

/** `FilterChain` with its `FilterChainMatch`, Envoy api/envoy/config/listener/v3/listener_components.proto; empty lists match anything. */
export interface FilterChain {
  readonly name: string;
  readonly serverNames: readonly string[];
  readonly prefixRanges: readonly Cidr[];
  readonly transportProtocol: '' | 'raw_buffer';
  readonly applicationProtocols: readonly string[];
  /** True if the proxy ends the client's TLS here. */
  readonly terminatesTls: boolean;
  readonly filter: NetworkFilter;
  /** Where it comes from. */
  readonly resource?: Resource;
  readonly field?: FieldPath;
  /** The rule of a VirtualService that made it, and the match of it that a connection to an address fits. */
  readonly parts?: (address: string) => readonly Part[];
}

export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly chains: readonly FilterChain[];
  /** For what no chain matches; undefined: the connection is closed. */
  readonly fallback: FilterChain | undefined;
  readonly rejection: Rejection | undefined;
}

/** What Envoy knows of a connection when it chooses the chain. */
export interface Connection {
  readonly address: string;
  readonly isTls: boolean;
  readonly serverName: string;
  /** What the first bytes show: HTTP/1.1, or HTTP/2 in plain text. */
  readonly applicationProtocol: string | undefined;
}

/**
 * Chooses among chains: most specific address range, then server name, then transport, then application protocol. A
 * step never goes back: chains of a wider range are not tried when the narrower one has none that fits.
 * `FilterChainManagerImpl::findFilterChain`, Envoy 1.36 source/common/listener_manager/filter_chain_manager_impl.cc
 */
export function findFilterChain(listener: Listener, connection: Connection): FilterChain | undefined {
  let known = found.get(listener);
  if (!known) found.set(listener, (known = new FoundChains(listener)));
  return known.find(connection);
}

const found = new WeakMap<Listener, FoundChains>();

/** Chains by what of a connection the listener's chains ask for: most have few that differ in that. */
class FoundChains {
  private static readonly LIMIT = 10_000;
  private readonly asksAddress: boolean;
  private readonly asksName: boolean;
  private readonly known = new Map<string, FilterChain | undefined>();

  public constructor(private readonly listener: Listener) {
    this.asksAddress = listener.chains.some(({ prefixRanges }) => prefixRanges.length > 0);
    this.asksName = listener.chains.some(({ serverNames }) => serverNames.length > 0);
  }

  public find(connection: Connection): FilterChain | undefined {
    const { isTls, applicationProtocol, serverName, address } = connection;
    // Of plain text whose address does not matter there is only this to tell, and it is a constant: no key to put together.
    let key = isTls ? 'tls' : (applicationProtocol ?? 'tcp');
    if (isTls && this.asksName) key += ` ${serverName}`;
    if (this.asksAddress) key += ` ${address}`;
    const chain = this.known.get(key);
    if (chain || this.known.has(key)) return chain;
    if (this.known.size >= FoundChains.LIMIT) this.known.clear();
    const matched = matchFilterChain(this.listener, connection);
    this.known.set(key, matched);
    return matched;
  }
}

function matchFilterChain(listener: Listener, connection: Connection): FilterChain | undefined {
  // The inspectors that find these out are only there if a chain asks for them.
  const inspectsTls = listener.chains.some((chain) => chain.serverNames.length > 0 || chain.terminatesTls);
  const serverName = inspectsTls && connection.isTls ? connection.serverName.toLowerCase() : '';
  const transport = inspectsTls && connection.isTls ? 'tls' : 'raw_buffer';
  const protocol = connection.isTls ? undefined : connection.applicationProtocol;
  let candidates = inNarrowestRange(listener.chains, connection.address);
  candidates = withServerName(candidates, serverName);
  const ofTransport = candidates.filter((chain) => chain.transportProtocol === transport);
  candidates = ofTransport.length > 0 ? ofTransport : candidates.filter((chain) => chain.transportProtocol === '');
  const chosen =
    candidates.find((chain) => protocol !== undefined && chain.applicationProtocols.includes(protocol)) ??
    candidates.find((chain) => chain.applicationProtocols.length === 0);
  return chosen ?? listener.fallback;
}

function inNarrowestRange(chains: readonly FilterChain[], address: string): readonly FilterChain[] {
  let narrowest: Cidr | undefined;
  for (const { prefixRanges } of chains) {
    for (const range of prefixRanges) if (containsAddress(range, address) && (!narrowest || range.bits > narrowest.bits)) narrowest = range;
  }
  if (!narrowest) return chains.filter(({ prefixRanges }) => prefixRanges.length === 0);
  return chains.filter(({ prefixRanges }) => prefixRanges.some(({ key }) => key === narrowest.key));
}

/** The name itself, then `*.` wildcards from the longest, then chains that ask for no name. */
function withServerName(chains: readonly FilterChain[], serverName: string): readonly FilterChain[] {
  const named = (name: string): FilterChain[] => chains.filter(({ serverNames }) => serverNames.includes(name));
  if (serverName !== '') {
    const exact = named(serverName);
    if (exact.length > 0) return exact;
    for (let dot = serverName.indexOf('.', 1); dot > 0 && dot < serverName.length - 1; dot = serverName.indexOf('.', dot + 1)) {
      const wildcard = named(`*${serverName.slice(dot)}`);
      if (wildcard.length > 0) return wildcard;
    }
  }
  return chains.filter(({ serverNames }) => serverNames.length === 0);
}

/**
 * Two chains that match the same: Envoy refuses the listener. Undefined if all differ.
 * `FilterChainManagerImpl::addFilterChains`, Envoy 1.36 source/common/listener_manager/filter_chain_manager_impl.cc
 */
export function findDuplicateChain(chains: readonly FilterChain[]): FilterChain | undefined {
  if (chains.length < 2) return undefined;
  const seen = new Set<string>();
  for (const chain of chains) {
    for (const key of new Set(keysOf(chain))) {
      if (seen.has(key)) return chain;
      seen.add(key);
    }
  }
  return undefined;
}

function keysOf(chain: FilterChain): string[] {
  const ranges = chain.prefixRanges.length > 0 ? chain.prefixRanges.map(({ key }) => key) : [''];
  const names = chain.serverNames.length > 0 ? chain.serverNames : [''];
  const protocols = chain.applicationProtocols.length > 0 ? chain.applicationProtocols : [''];
  return ranges.flatMap((range) =>
    names.flatMap((name) => protocols.map((protocol) => `${range} ${name} ${chain.transportProtocol} ${protocol}`)),
  );
}

/** The SNI names a chain asks for: `*` among them means none. `toFilterChainMatch`, istio 1.30.3 pilot/pkg/networking/core/listener.go */
export function toServerNames(hosts: readonly string[]): readonly string[] {
  return hosts.includes('*') ? [] : [...new Set(hosts)];
}
