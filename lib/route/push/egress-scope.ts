import { EgressListener, HostMap, parseProtocol, Port, Service, stringsIn } from '../../model';
import { EgressHosts } from './egress-hosts';
import { ServiceIndex } from './service-index';
import { MESH_GATEWAY, VirtualService } from './virtual-service';
import { VirtualServiceIndex } from './virtual-service-index';

const ANY_NAMESPACE = '*';

/**
 * What one egress listener of a Sidecar lets through: services and VirtualServices; without a Sidecar there is one
 * listener that imports `*\/*`.
 * `IstioEgressListenerWrapper`, `convertIstioListenerToWrapper`: istio 1.30.3 pilot/pkg/model/sidecar.go
 */
export class EgressScope {
  /** The port it is limited to; undefined for all others. */
  public readonly port: Port | undefined;
  public readonly bind: string | undefined;
  /** True if services must have this very port. `needsPortMatch` */
  public readonly matchesPort: boolean;
  public readonly virtualServices: readonly VirtualService[];
  public readonly services: readonly Service[];
  private wildcardIndex?: ReadonlyMap<string, VirtualService>;

  public constructor(
    public readonly listener: EgressListener,
    namespace: string,
    virtualServices: VirtualServiceIndex,
    services: ServiceIndex,
  ) {
    const { port } = listener;
    this.port = port ? { name: port.name ?? '', port: port.number ?? 0, protocol: parseProtocol(port.protocol) } : undefined;
    this.bind = listener.bind || undefined;
    this.matchesPort = !!this.port && this.port.port !== 0 && this.port.protocol !== 'HTTP_PROXY';
    const hosts = EgressHosts.byNamespace(stringsIn(listener.hosts), namespace);
    this.virtualServices = selectVirtualServices(virtualServices.forGateway(namespace, MESH_GATEWAY), hosts);
    this.services = this.selectServices(services.exportedToNamespace(namespace), namespace, hosts);
  }

  /**
   * Which VirtualService with a wildcard host a service belongs to: the one with the most specific host that covers it.
   * `computeWildcardHostVirtualServiceIndex`
   */
  public get mostSpecificVirtualService(): ReadonlyMap<string, VirtualService> {
    if (!this.wildcardIndex) {
      const byHost = new HostMap<VirtualService>();
      for (const virtualService of this.virtualServices) {
        for (const host of virtualService.hosts) if (!byHost.get(host)) byHost.set(host, virtualService);
      }
      const index = new Map<string, VirtualService>();
      for (const { hostname } of this.services) {
        const virtualService = byHost.mostSpecific(hostname);
        if (virtualService) index.set(hostname, virtualService);
      }
      this.wildcardIndex = index;
    }
    return this.wildcardIndex;
  }

  /** The service as this listener sees it: with its port only; undefined if it lacks it. `serviceMatchingListenerPort` */
  public atPort(service: Service): Service | undefined {
    if (!this.matchesPort) return service;
    const port = service.ports.find((each) => each.port === this.port!.port);
    if (!port) return undefined;
    return service.ports.length === 1 ? service : { ...service, ports: [port] };
  }

  /** Imported services; of several with one host those of one namespace: the proxy's own, else a Kubernetes one, else the first. `selectServices` */
  private selectServices(services: readonly Service[], own: string, hosts: ReadonlyMap<string, EgressHosts>): readonly Service[] {
    const anywhere = hosts.get(ANY_NAMESPACE);
    const imported: Service[] = [];
    for (const service of services) {
      const isImported = hosts.get(service.namespace)?.importsService(service.hostname) || anywhere?.importsService(service.hostname);
      const seen = isImported ? this.atPort(service) : undefined;
      if (seen) imported.push(seen);
    }
    const owners = new Map<string, Service>();
    for (const service of imported) {
      const owner = owners.get(service.hostname);
      if (!owner || service.namespace === own) owners.set(service.hostname, service);
      else if (owner.registry !== 'Kubernetes' && service.registry === 'Kubernetes' && owner.namespace !== own)
        owners.set(service.hostname, service);
    }
    return imported.filter((service) => owners.get(service.hostname)!.namespace === service.namespace);
  }
}

/**
 * VirtualServices of which any host is imported; they come in with all their hosts.
 * `SelectVirtualServices`, istio 1.30.3 pilot/pkg/model/virtualservice.go
 */
function selectVirtualServices(candidates: readonly VirtualService[], hosts: ReadonlyMap<string, EgressHosts>): readonly VirtualService[] {
  const anywhere = hosts.get(ANY_NAMESPACE);
  const selected = new Set<VirtualService>();
  for (const virtualService of candidates) {
    const inNamespace = hosts.get(virtualService.namespace);
    const isImported = virtualService.hosts.some(
      (host) => inNamespace?.importsVirtualServiceHost(host) || anywhere?.importsVirtualServiceHost(host),
    );
    if (isImported) selected.add(virtualService);
  }
  return [...selected];
}
