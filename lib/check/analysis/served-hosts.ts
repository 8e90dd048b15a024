import { append, HostSet } from '../../model';

/** The hosts of a Gateway's servers, each for all namespaces or, written `namespace/host`, for one. */
export class ServedHosts {
  private readonly forAll: HostSet;
  private readonly byNamespace: ReadonlyMap<string, HostSet>;

  public constructor(hosts: readonly string[]) {
    const lists = new Map<string, string[]>();
    for (const host of hosts) {
      const slash = host.indexOf('/');
      append(lists, slash < 0 ? '*' : host.slice(0, slash), host.slice(slash + 1));
    }
    this.forAll = new HostSet(lists.get('*') ?? []);
    this.byNamespace = new Map([...lists].map(([namespace, list]) => [namespace, new HostSet(list)]));
  }

  /** True when a VirtualService of a namespace can have a host there, a wildcard in part. `NamesForNamespace`, istio 1.30.3 pkg/config/host/names.go */
  public has(host: string, namespace: string): boolean {
    return this.forAll.overlaps(host) || (this.byNamespace.get(namespace)?.overlaps(host) ?? false);
  }
}
