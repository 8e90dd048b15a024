import { compareStrings } from './resource';

/**
 * Istio's algebra of host names, which may begin with a wildcard.
 * `Name`, `Names`, `MoreSpecific`: istio 1.30.3 pkg/config/host/name.go, names.go
 */

/** True of `*` and of whatever begins with it. */
export function isWildcard(host: string): boolean {
  return host.charCodeAt(0) === STAR;
}

const STAR = 42;

/** True when the two overlap: equal, or one a wildcard that covers the other. `Name.Matches` */
export function hostsMatch(a: string, b: string): boolean {
  return hostIsSubsetOf(a, b) || hostIsSubsetOf(b, a);
}

/** True when every name that `a` stands for is one that `b` stands for. `Name.SubsetOf` */
export function hostIsSubsetOf(a: string, b: string): boolean {
  if (!isWildcard(b)) return a === b;
  if (isWildcard(a)) return a.length >= b.length && a.slice(1).endsWith(b.slice(1));
  return a.endsWith(b.slice(1));
}

/**
 * Sorts exact names before wildcards, long before short, then by letters; of two empty names either is first.
 * `MoreSpecific`
 */
export function isMoreSpecific(a: string, b: string): boolean {
  if (a === '' && b === '') return true;
  if (isWildcard(a) !== isWildcard(b)) return isWildcard(b);
  return a.length === b.length ? a < b : a.length > b.length;
}

/** {@link isMoreSpecific} for `Array.sort`. */
export function bySpecificity(a: string, b: string): number {
  if (isWildcard(a) !== isWildcard(b)) return isWildcard(a) ? 1 : -1;
  return b.length - a.length || compareStrings(a, b);
}

/** What both lists cover, each time the narrower name. `Names.Intersection` */
export function intersectHosts(some: readonly string[], others: readonly string[]): string[] {
  const result = new Set<string>();
  for (const one of some) {
    for (const other of others) {
      if (hostIsSubsetOf(one, other)) result.add(one);
      else if (hostIsSubsetOf(other, one)) result.add(other);
    }
  }
  return [...result];
}

/** Of hosts written `namespace/host` those that hold for a namespace, without it. `NamesForNamespace` */
export function hostsForNamespace(hosts: readonly string[], namespace: string): string[] {
  const result: string[] = [];
  for (const host of hosts) {
    const slash = host.indexOf('/');
    if (slash < 0) result.push(host);
    else if (host.slice(0, slash) === namespace || host.slice(0, slash) === '*') result.push(host.slice(slash + 1));
  }
  return result;
}

/** A map from hosts, wildcards among them, that answers with the entry of the most specific host. */
export class HostMap<T> {
  private readonly exact = new Map<string, T>();
  /** Wildcards by what follows the star. */
  private readonly suffixes = new Map<string, T>();
  private longest = 0;

  /** The entry under this very host. */
  public get(host: string): T | undefined {
    return isWildcard(host) ? this.suffixes.get(host.slice(1)) : this.exact.get(host);
  }

  public set(host: string, value: T): void {
    if (!isWildcard(host)) {
      this.exact.set(host, value);
      return;
    }
    this.suffixes.set(host.slice(1), value);
    this.longest = Math.max(this.longest, host.length - 1);
  }

  /**
   * The entry of the most specific host that covers the needle; the needle may be a wildcard itself. Takes time in the
   * needle's length, not in the number of wildcards.
   * `MostSpecificHostMatch`, istio 1.30.3 pilot/pkg/model/config.go
   */
  public mostSpecific(needle: string): T | undefined {
    const own = this.get(needle);
    if (own !== undefined || this.suffixes.size === 0) return own;
    const name = isWildcard(needle) ? needle.slice(1) : needle;
    for (let length = Math.min(this.longest, name.length); length >= 0; length--) {
      const entry = this.suffixes.get(name.slice(name.length - length));
      if (entry !== undefined) return entry;
    }
    return undefined;
  }
}

/**
 * The full name of a host written in an Istio resource: a name without dot means a service of that resource's own
 * namespace; `*`, addresses and whatever has a dot stand as they are.
 * `ResolveShortnameToFQDN`, istio 1.30.3 pilot/pkg/model/config.go
 */
export function resolveShortHost(host: string, namespace: string, domain: string): string {
  if (host === '' || host === '*' || host.includes('.') || isIpAddress(host)) return host;
  return `${host}${namespace === '' ? '' : `.${namespace}`}${domain === '' ? '' : `.svc.${domain}`}`;
}

/** True of an IPv4 or IPv6 address in the forms that `netip.ParseAddr` takes. */
export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

function isIpv6(text: string): boolean {
  if (!text.includes(':') || !/^[0-9a-fA-F:.]+$/.test(text)) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const embedded = (last?.includes('.') ?? false) && !text.endsWith(':');
  if (embedded && !isIpv4(last!)) return false;
  const count = groups.length + (embedded ? 1 : 0);
  const hex = embedded ? groups.slice(0, -1) : groups;
  return hex.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}
