/**
 * Envoy's choice among the domains of virtual hosts: the very name, else the longest `*.suffix`, else the longest
 * `prefix.*`, else `*`.
 * `RouteMatcher::findVirtualHost`, Envoy 1.36 source/common/router/config_impl.cc
 */
export class DomainMap<T> {
  private readonly exact = new Map<string, T>();
  private readonly suffixes = new Map<string, T>();
  private readonly prefixes = new Map<string, T>();
  private longestSuffix = 0;
  private longestPrefix = 0;
  private fallback: T | undefined;

  /** Registers a domain; the first of equal ones stays. */
  public set(domain: string, value: T): void {
    const key = domain.toLowerCase();
    if (key === '*') {
      this.fallback ??= value;
    } else if (key.startsWith('*')) {
      if (!this.suffixes.has(key.slice(1))) this.suffixes.set(key.slice(1), value);
      this.longestSuffix = Math.max(this.longestSuffix, key.length - 1);
    } else if (key.endsWith('*')) {
      if (!this.prefixes.has(key.slice(0, -1))) this.prefixes.set(key.slice(0, -1), value);
      this.longestPrefix = Math.max(this.longestPrefix, key.length - 1);
    } else if (!this.exact.has(key)) {
      this.exact.set(key, value);
    }
  }

  /** The entry for a host in lower case. A wildcard stands for at least one character. */
  public find(host: string): T | undefined {
    const exact = this.exact.get(host);
    if (exact !== undefined) return exact;
    if (this.suffixes.size > 0) {
      for (let length = Math.min(this.longestSuffix, host.length - 1); length > 0; length--) {
        const entry = this.suffixes.get(host.slice(host.length - length));
        if (entry !== undefined) return entry;
      }
    }
    if (this.prefixes.size > 0) {
      for (let length = Math.min(this.longestPrefix, host.length - 1); length > 0; length--) {
        const entry = this.prefixes.get(host.slice(0, length));
        if (entry !== undefined) return entry;
      }
    }
    return this.fallback;
  }
}
