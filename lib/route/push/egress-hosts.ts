import { hostIsSubsetOf, hostsMatch, isWildcard } from '../../model';

/**
 * The hosts that an egress listener of a Sidecar imports from one namespace.
 * `hostClassification`, istio 1.30.3 pilot/pkg/model/sidecar.go
 */
export class EgressHosts {
  private readonly exact = new Set<string>();
  private readonly wildcards: string[] = [];
  private readonly all: string[] = [];

  public add(host: string): void {
    this.all.push(host);
    if (isWildcard(host)) this.wildcards.push(host);
    else this.exact.add(host);
  }

  /** True of a service's host that is imported: all of it has to be covered. `Matches` */
  public importsService(hostname: string): boolean {
    if (this.exact.has(hostname)) return true;
    const candidates = isWildcard(hostname) ? this.all : this.wildcards;
    return candidates.some((imported) => hostIsSubsetOf(hostname, imported));
  }

  /** True of a VirtualService's host that touches what is imported, in whichever direction. `VSMatches` */
  public importsVirtualServiceHost(host: string): boolean {
    if (this.exact.has(host)) return true;
    const candidates = isWildcard(host) ? this.all : this.wildcards;
    return candidates.some((imported) => hostsMatch(host, imported));
  }

  /** The hosts of an egress listener, `namespace/host` each, by namespace; `.` is the Sidecar's own, `*` any. */
  public static byNamespace(hosts: readonly string[], own: string): ReadonlyMap<string, EgressHosts> {
    const result = new Map<string, EgressHosts>();
    for (const written of hosts) {
      const parts = written.split('/');
      if (parts.length !== 2) continue;
      const namespace = parts[0] === '.' ? own : parts[0]!;
      let imported = result.get(namespace);
      if (!imported) result.set(namespace, (imported = new EgressHosts()));
      imported.add(parts[1]!);
    }
    return result;
  }
}
