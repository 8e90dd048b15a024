import { Destination, HostMap, Model, objectsIn, OutboundTrafficPolicy, Resource, Service, SidecarSpec } from '../../model';
import { EgressScope } from './egress-scope';
import { destinationHostsOf, destinationsOf, ImportedServices, withPorts } from './imported-services';
import { ServiceIndex } from './service-index';
import { VirtualServiceIndex } from './virtual-service-index';

const EVERYTHING = { hosts: ['*/*'] };

/**
 * What a proxy knows of the mesh: for sidecars what their Sidecar resource lets in, for gateways whatever is exported.
 * `SidecarScope`: istio 1.30.3 pilot/pkg/model/sidecar.go
 */
export class SidecarScope {
  public readonly egress: readonly EgressScope[];
  public readonly services = new ImportedServices();
  public readonly outboundTrafficPolicy: OutboundTrafficPolicy;
  private hosts?: HostMap<Service>;

  /** A sidecar's. `convertToSidecarScope`, `initSidecarScopeInternalIndexes` */
  public static ofSidecar(
    model: Model,
    namespace: string,
    sidecar: Resource<SidecarSpec> | undefined,
    services: ServiceIndex,
    virtualServices: VirtualServiceIndex,
  ): SidecarScope {
    const written = objectsIn(sidecar?.spec.egress);
    const listeners = written.length > 0 ? written : [EVERYTHING];
    const egress = listeners.map((listener) => new EgressScope(listener, namespace, virtualServices, services));
    const policy = sidecar?.spec.outboundTrafficPolicy ?? model.meshConfig.outboundTrafficPolicy ?? { mode: 'ALLOW_ANY' };
    const scope = new SidecarScope(namespace, sidecar, egress, policy);
    for (const listener of egress) {
      for (const service of listener.services) scope.services.add(service);
      scope.inferServices(listener, services);
    }
    return scope;
  }

  /** A gateway's. `DefaultSidecarScopeForGateway` */
  public static ofGateway(namespace: string, services: ServiceIndex): SidecarScope {
    const scope = new SidecarScope(namespace, undefined, [], {});
    for (const service of services.exportedToNamespace(namespace)) scope.services.add(service);
    return scope;
  }

  private constructor(
    public readonly namespace: string,
    public readonly sidecar: Resource<SidecarSpec> | undefined,
    egress: readonly EgressScope[],
    policy: OutboundTrafficPolicy,
  ) {
    this.egress = egress;
    this.outboundTrafficPolicy = policy;
  }

  /** True if what nothing is known of is let through. `IsAllowAnyOutbound`, istio 1.30.3 pilot/pkg/networking/util/util.go */
  public get allowsAny(): boolean {
    return this.outboundTrafficPolicy.mode === 'ALLOW_ANY';
  }

  public get egressProxy(): Destination | undefined {
    return this.outboundTrafficPolicy.egressProxy;
  }

  /** The listener that a port belongs to: its own, else the one without port. `GetEgressListenerForRDS` */
  public egressForPort(port: number): EgressScope | undefined {
    return this.egress.find((listener) => !listener.port || listener.port.port === port);
  }

  /** The service of a host, or the one whose wildcard host covers it. */
  public serviceCovering(host: string): Service | undefined {
    if (!this.hosts) {
      this.hosts = new HostMap();
      for (const service of this.services.all) this.hosts.set(service.hostname, service);
    }
    return this.hosts.mostSpecific(host);
  }

  /** Of several services of a host the one that is meant here: the namespace's own, else the best that it sees. */
  private preferred(host: string, index: ServiceIndex): Service | undefined {
    const byNamespace = index.ofHost(host);
    return byNamespace.get(this.namespace) ?? bestVisible(byNamespace, index, this.namespace);
  }

  /** Services that VirtualServices send to come in though no egress host names them. `collectImportedServices` */
  private inferServices(listener: EgressScope, index: ServiceIndex): void {
    for (const virtualService of listener.virtualServices) {
      // Mostly all is imported already, and then ports change nothing.
      if (destinationHostsOf(virtualService).every((host) => this.services.get(host) === this.preferred(host, index))) continue;
      for (const [host, ports] of destinationsOf(virtualService, this.namespace)) {
        const service = this.preferred(host, index);
        const seen = service && (listener.matchesPort ? listener.atPort(service) : withPorts(service, ports));
        if (seen) this.services.add(seen);
      }
    }
  }
}

/** A Kubernetes Service that the namespace sees, else the oldest entry. `pickBestVisibleNamespace` */
function bestVisible(byNamespace: ReadonlyMap<string, Service>, index: ServiceIndex, client: string): Service | undefined {
  if (byNamespace.size <= 1) {
    for (const service of byNamespace.values()) return index.isVisible(service, client) ? service : undefined;
    return undefined;
  }
  const visible = [...byNamespace.values()].filter((service) => index.isVisible(service, client));
  const oldest = visible.reduce<Service | undefined>(
    (best, each) => (!best || each.resource.created < best.resource.created ? each : best),
    undefined,
  );
  return visible.find((service) => service.registry === 'Kubernetes') ?? oldest;
}
