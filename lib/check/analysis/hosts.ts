import {
  HostMap,
  isObject,
  isWildcard,
  Kind,
  Labels,
  numberOf,
  objectsIn,
  Resource,
  ServiceEntrySpec,
  ServiceSpec,
  stringsIn,
  textOf,
} from '../../model';
import { namesMadeForGateways } from './made-for-gateways';
import { Objects } from './objects';

/** What stands behind a host that a destination names. */
export interface HostEntry {
  readonly ports: readonly number[];
  /** Only of a ServiceEntry: the labels by which it selects workloads. */
  readonly selector: Labels | undefined;
  readonly resource: Resource;
}

const EVERYWHERE = '*';

/**
 * The hosts of Services and ServiceEntries with the namespaces that may see them, as Istio's analyzers look them up.
 * `InitServiceEntryHostMap`, `GetDestinationHost`: istio 1.30.3 pkg/config/analysis/analyzers/util/service_lookup.go
 */
export class HostRegistry {
  /** Under `scope/host`. */
  private readonly entries = new Map<string, HostEntry>();
  private made?: ReadonlySet<string>;
  /** The wildcards among them, by scope. */
  private readonly wildcards = new Map<string, HostMap<HostEntry>>();

  public constructor(private readonly objects: Objects) {
    for (const entry of objects.of<ServiceEntrySpec>(Kind.SERVICE_ENTRY)) this.addServiceEntry(entry);
    for (const service of objects.of<ServiceSpec>(Kind.SERVICE)) this.addService(service);
  }

  /** A short host in full: of the namespace in which it is written. `ConvertHostToFQDN`, …/util/hosts.go */
  public fullName(host: string, namespace: string): string {
    return isWildcard(host) || host.includes('.') ? host : `${host}.${namespace}.svc.${this.objects.model.domain}`;
  }

  /** The namespace that a host of the cluster is in; undefined of any other host. */
  public namespaceOf(host: string, namespace: string): string | undefined {
    const full = this.fullName(host, namespace);
    const suffix = `.svc.${this.objects.model.domain}`;
    if (!full.endsWith(suffix)) return undefined;
    const name = full.slice(0, -suffix.length);
    const dot = name.lastIndexOf('.');
    return dot > 0 ? name.slice(dot + 1) : undefined;
  }

  /**
   * `namespace/name` of the service that a host means, whether or not there is one. A host outside of the cluster's domain
   * counts as a name of the namespace in which it is written. `GetResourceNameFromHost`, …/util/hosts.go
   */
  public serviceName(host: string, namespace: string): string {
    const suffix = `.svc.${this.objects.model.domain}`;
    const name = host.endsWith(suffix) ? host.slice(0, -suffix.length) : host;
    const dot = host.endsWith(suffix) ? name.lastIndexOf('.') : -1;
    return dot > 0 && dot < name.length - 1 ? `${name.slice(dot + 1)}/${name.slice(0, dot)}` : `${namespace}/${host}`;
  }

  /**
   * True when a host can lie outside of the set: in a namespace that the set doesn't know, or outside of the cluster, or if
   * istiod makes its Service.
   */
  public isOutside(host: string, namespace: string): boolean {
    const own = this.namespaceOf(host, namespace);
    if (own === undefined || !this.objects.knows(own)) return true;
    this.made ??= namesMadeForGateways(this.objects);
    return this.made.has(this.serviceName(this.fullName(host, namespace), namespace));
  }

  /** The entry of a host as a resource of `namespace`, itself exported to `exportTo`, would find it. */
  public find(host: string, namespace: string, exportTo: readonly string[] = []): HostEntry | undefined {
    const full = this.fullName(host, namespace);
    const scopes = [EVERYWHERE, ...(exportTo.length === 0 ? [namespace] : exportTo.map((each) => (each === '.' ? namespace : each)))];
    for (const scope of scopes) {
      const entry = this.entries.get(`${scope}/${full}`);
      if (entry) return entry;
    }
    return this.wildcards.get(EVERYWHERE)?.mostSpecific(host) ?? this.wildcards.get(namespace)?.mostSpecific(host);
  }

  private addServiceEntry(resource: Resource<ServiceEntrySpec>): void {
    const { spec } = resource;
    const entry = {
      ports: objectsIn(spec.ports).map(({ number }) => numberOf(number ?? 0)),
      selector: isObject(spec.workloadSelector?.labels) ? spec.workloadSelector.labels : undefined,
      resource,
    };
    const exportTo = stringsIn(spec.exportTo);
    const scopes = exportTo.length === 0 || exportTo.includes(EVERYWHERE) ? [EVERYWHERE] : exportTo;
    for (const host of stringsIn(spec.hosts)) this.add(scopes, host, resource.namespace, entry);
  }

  private addService(resource: Resource<ServiceSpec>): void {
    const entry = { ports: objectsIn(resource.spec.ports).map(({ port }) => numberOf(port ?? 0)), selector: undefined, resource };
    const exportTo = textOf(resource.annotations['networking.istio.io/exportTo']);
    const scopes = exportTo === '' ? [EVERYWHERE] : exportTo.split(',').map((each) => each.trim());
    this.add(scopes, resource.name, resource.namespace, entry);
  }

  private add(scopes: readonly string[], host: string, namespace: string, entry: HostEntry): void {
    for (const each of scopes) {
      const scope = each === '.' ? namespace : each;
      const full = this.fullName(host, namespace);
      this.entries.set(`${scope}/${full}`, entry);
      if (!isWildcard(full)) continue;
      let hosts = this.wildcards.get(scope);
      if (!hosts) this.wildcards.set(scope, (hosts = new HostMap<HostEntry>()));
      hosts.set(full, entry);
    }
  }
}
