import { MeshConfig, Service } from '../../model';
import { exportedTo, PRIVATE, PUBLIC, visibleTo } from './visibility';

/**
 * The registry by who sees it. `serviceIndex`, `initServiceRegistry`: istio 1.30.3 pilot/pkg/model/push_context.go
 */
export class ServiceIndex {
  private readonly publicServices: Service[] = [];
  private readonly byNamespace = new Map<string, Service[]>();
  private readonly byHostname = new Map<string, Map<string, Service>>();

  public constructor(
    services: readonly Service[],
    private readonly meshConfig: MeshConfig,
  ) {
    for (const service of services) {
      this.indexHostname(service);
      const { isPublic, namespaces } = visibleTo(this.exportedTo(service), service.namespace);
      if (isPublic) this.publicServices.push(service);
      for (const namespace of namespaces) {
        const list = this.byNamespace.get(namespace);
        if (list) list.push(service);
        else this.byNamespace.set(namespace, [service]);
      }
    }
  }

  /** What a namespace sees: first what only some see, then what all see. `servicesExportedToNamespace` */
  public exportedToNamespace(namespace: string): readonly Service[] {
    return [...(this.byNamespace.get(namespace) ?? []), ...this.publicServices];
  }

  /** The services of a host by namespace, visible or not. */
  public ofHost(hostname: string): ReadonlyMap<string, Service> {
    return this.byHostname.get(hostname) ?? NONE;
  }

  /** `IsServiceVisible` */
  public isVisible(service: Service, namespace: string): boolean {
    const exportTo = this.exportedTo(service);
    return exportTo.includes(PUBLIC) || exportTo.includes(namespace) || (exportTo.includes(PRIVATE) && service.namespace === namespace);
  }

  private exportedTo(service: Service): readonly string[] {
    return exportedTo(service.exportTo, this.meshConfig.defaultServiceExportTo);
  }

  /** Of several services with one host in one namespace the oldest counts, but a Kubernetes Service before any ServiceEntry. */
  private indexHostname(service: Service): void {
    let byNamespace = this.byHostname.get(service.hostname);
    if (!byNamespace) this.byHostname.set(service.hostname, (byNamespace = new Map<string, Service>()));
    const existing = byNamespace.get(service.namespace);
    if (!existing || (existing.registry !== 'Kubernetes' && service.registry === 'Kubernetes')) byNamespace.set(service.namespace, service);
  }
}

const NONE: ReadonlyMap<string, Service> = new Map();
