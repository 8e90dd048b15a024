import { Endpoint, endpointsOf } from './endpoint';
import { EndpointSlices } from './endpoint-slice';
import { MeshConfig } from './istio';
import { findMeshConfig, FoundMeshConfig, MeshSettings } from './mesh-config';
import { byCreation, Kind, keyOf, Resource, SourcedManifest, toResource } from './resource';
import { byServiceCreation, fromKubernetes, fromServiceEntry, Port, resolveAliases, Service } from './service';
import { toWorkload, Workload, WORKLOAD_KINDS, WorkloadIndex } from './workload';

/**
 * Any set of manifests, as an index to read: by kind, name, host and label. It is never changed; indexes are made when
 * first asked for, each in time linear in what it holds.
 */
export class Model {
  /** Namespace of objects that name none. */
  public readonly defaultNamespace: string;
  /** Objects that came more than once, each with its later twin: the later one counts, as with `kubectl apply`. */
  public readonly duplicates: readonly { readonly earlier: Resource; readonly later: Resource }[];
  /** Objects without a name, their `name` empty: no engine sees one, so no index holds them. */
  public readonly unnamed: readonly Resource[];

  private readonly kinds = new Map<string, Map<string, Resource>>();
  private readonly ordered = new Map<string, readonly Resource[]>();
  private readonly settings: MeshSettings;
  private foundMeshConfig?: FoundMeshConfig;
  private workloadIndex?: WorkloadIndex;
  private registry?: readonly Service[];
  private serviceIndex?: ReadonlyMap<string, readonly Service[]>;
  private slices?: EndpointSlices;
  private readonly endpoints = new Map<Port, Map<Service, readonly Endpoint[]>>();

  /** A model of plain parsed manifests. `List`s are to be taken apart before. */
  public static of(manifests: readonly unknown[], settings: MeshSettings = {}): Model {
    return new Model(
      manifests.map((manifest) => ({ manifest })),
      settings,
    );
  }

  public constructor(sources: readonly SourcedManifest[], settings: MeshSettings = {}) {
    this.settings = settings;
    this.defaultNamespace = settings.defaultNamespace ?? 'default';
    const duplicates: { earlier: Resource; later: Resource }[] = [];
    const unnamed: Resource[] = [];
    for (const source of sources) {
      const resource = toResource(source, this.defaultNamespace);
      if (!resource) continue;
      if (resource.name === '') {
        unnamed.push(resource);
        continue;
      }
      let ofKind = this.kinds.get(resource.kind);
      if (!ofKind) this.kinds.set(resource.kind, (ofKind = new Map<string, Resource>()));
      const key = keyOf(resource);
      const earlier = ofKind.get(key);
      if (earlier) duplicates.push({ earlier, later: resource });
      ofKind.set(key, resource);
    }
    this.duplicates = duplicates;
    this.unnamed = unnamed;
  }

  /** The objects of a kind, of whatever version, in the order given. */
  public ofKind<Spec = unknown>(kind: string): readonly Resource<Spec>[] {
    return [...(this.kinds.get(kind)?.values() ?? [])] as Resource<Spec>[];
  }

  /** The kinds that have objects. */
  public get kindsPresent(): readonly string[] {
    return [...this.kinds.keys()];
  }

  /** The objects of a kind in the order in which istiod takes them. */
  public inOrder<Spec = unknown>(kind: string): readonly Resource<Spec>[] {
    let list = this.ordered.get(kind);
    if (!list) this.ordered.set(kind, (list = [...this.ofKind(kind)].sort(byCreation)));
    return list as readonly Resource<Spec>[];
  }

  /** One object; of kinds without namespaces the namespace is empty. */
  public get<Spec = unknown>(kind: string, namespace: string, name: string): Resource<Spec> | undefined {
    return this.kinds.get(kind)?.get(`${namespace}/${name}`) as Resource<Spec> | undefined;
  }

  public get meshConfig(): MeshConfig {
    return this.mesh.config;
  }

  /** The namespace whose configuration holds for the whole mesh. */
  public get rootNamespace(): string {
    return this.mesh.rootNamespace;
  }

  /** The cluster's DNS domain. */
  public get domain(): string {
    return this.mesh.domain;
  }

  private get mesh(): FoundMeshConfig {
    return (this.foundMeshConfig ??= findMeshConfig(this.settings, (kind) => this.ofKind(kind)));
  }

  /** Everything that runs. */
  public get workloads(): WorkloadIndex {
    return (this.workloadIndex ??= new WorkloadIndex(
      WORKLOAD_KINDS.flatMap((kind) => this.ofKind(kind).map(toWorkload)).filter((each): each is Workload => each !== undefined),
    ));
  }

  /** Kubernetes Services and ServiceEntries as one registry, oldest first. */
  public get services(): readonly Service[] {
    return (this.registry ??= this.buildRegistry());
  }

  /** All services of a host name, of every namespace that has one. */
  public servicesOf(hostname: string): readonly Service[] {
    this.serviceIndex ??= groupByHostname(this.services);
    return this.serviceIndex.get(hostname) ?? [];
  }

  /** Who answers behind a port of a service. */
  public endpointsOf(service: Service, port: Port): readonly Endpoint[] {
    let byService = this.endpoints.get(port);
    if (!byService) this.endpoints.set(port, (byService = new Map<Service, readonly Endpoint[]>()));
    let endpoints = byService.get(service);
    if (!endpoints) byService.set(service, (endpoints = endpointsOf(service, port, this.workloads, this.endpointSlices)));
    return endpoints;
  }

  private get endpointSlices(): EndpointSlices {
    return (this.slices ??= new EndpointSlices((kind) => this.ofKind(kind), this.workloads));
  }

  /** The same set without the objects that someone does not see. */
  public filter(sees: (resource: Resource) => boolean): Model {
    return this.copy(this.resources.filter(sees), this.meshConfig);
  }

  /** The same set with other manifests in place of some, and another mesh config. */
  public replace(by: (manifest: unknown) => unknown, meshConfig: MeshConfig): Model {
    return this.copy(
      this.resources.map(({ manifest, origin }) => ({ manifest: by(manifest), origin })),
      meshConfig,
    );
  }

  private get resources(): readonly Resource[] {
    return [...this.kinds.values()].flatMap((ofKind) => [...ofKind.values()]);
  }

  private copy(sources: readonly SourcedManifest[], meshConfig: MeshConfig): Model {
    const { rootNamespace, domain } = this.mesh;
    return new Model(
      sources.map(({ manifest, origin }) => ({ manifest, origin })),
      { ...this.settings, meshConfig, rootNamespace, domain },
    );
  }

  private buildRegistry(): readonly Service[] {
    const kubernetes = this.ofKind(Kind.SERVICE).map((resource, index) => fromKubernetes(resource, this.domain, clusterIp(index)));
    const external = this.inOrder(Kind.SERVICE_ENTRY).flatMap((resource) => fromServiceEntry(resource));
    return resolveAliases([...kubernetes, ...external].sort(byServiceCreation));
  }
}

/** An address out of kubeadm's usual range for Services; which one a cluster would take nobody can tell. */
function clusterIp(index: number): string {
  const offset = index + 256;
  return `10.${96 + (offset >>> 16)}.${(offset >>> 8) & 255}.${offset & 255}`;
}

function groupByHostname(services: readonly Service[]): ReadonlyMap<string, readonly Service[]> {
  const groups = new Map<string, Service[]>();
  for (const service of services) {
    const group = groups.get(service.hostname);
    if (group) group.push(service);
    else groups.set(service.hostname, [service]);
  }
  return groups;
}
