import { HostMap, isWildcard } from './hostname';

/** Hosts, wildcards among them, that are asked which of others they overlap with: in time of the host's length, not of their number. */
export class HostSet {
  private readonly covering = new HostMap<true>();
  /** Read backwards and sorted, so that what a wildcard covers stands together; made when a wildcard asks. */
  private backwards?: readonly string[];

  public constructor(private readonly hosts: readonly string[]) {
    for (const host of hosts) this.covering.set(host, true);
  }

  /** True when a host is equal to one of them, is covered by one, or covers one. `Name.Matches` of each, istio 1.30.3 pkg/config/host/name.go */
  public overlaps(host: string): boolean {
    return this.covering.mostSpecific(host) === true || (isWildcard(host) && this.hasOneEndingIn(host.slice(1)));
  }

  private hasOneEndingIn(suffix: string): boolean {
    const backwards = (this.backwards ??= this.hosts.map(reverse).sort());
    const start = reverse(suffix);
    let [low, high] = [0, backwards.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (backwards[middle]! < start) low = middle + 1;
      else high = middle;
    }
    return backwards[low]?.startsWith(start) ?? false;
  }
}

function reverse(text: string): string {
  return text.split('').reverse().join('');
}
