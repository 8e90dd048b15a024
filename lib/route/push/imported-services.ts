import { Destination, Service } from '../../model';
import { VirtualService } from './virtual-service';

/** The services a proxy has clusters for, one a host. `appendSidecarServices`, istio 1.30.3 pilot/pkg/model/sidecar.go */
export class ImportedServices {
  private readonly byHostname = new Map<string, Service>();

  public get(hostname: string): Service | undefined {
    return this.byHostname.get(hostname);
  }

  public get all(): Iterable<Service> {
    return this.byHostname.values();
  }

  /** Adds a service; of two with one host the first stays, except that Kubernetes Services oust ServiceEntries and equals pool their ports. */
  public add(service: Service): void {
    const existing = this.byHostname.get(service.hostname);
    if (!existing) {
      this.byHostname.set(service.hostname, service);
      return;
    }
    if (existing === service || (existing.registry === 'Kubernetes' && service.registry !== 'Kubernetes')) return;
    if (existing.registry !== 'Kubernetes' && service.registry === 'Kubernetes') {
      this.byHostname.set(service.hostname, service);
      return;
    }
    if (!canPoolPorts(existing, service)) return;
    const added = service.ports.filter((port) => !existing.ports.some((each) => each.port === port.port));
    if (added.length > 0) this.byHostname.set(service.hostname, { ...existing, ports: [...existing.ports, ...added] });
  }
}

/** `canMergeServices`: same namespace, resolution, registry, labels, selector, visibility. */
function canPoolPorts(a: Service, b: Service): boolean {
  return (
    a.namespace === b.namespace &&
    a.resolution === b.resolution &&
    a.registry === b.registry &&
    isSameMap(a.resource.labels, b.resource.labels) &&
    isSameMap(a.selector, b.selector) &&
    [...(a.exportTo ?? [])].sort().join() === [...(b.exportTo ?? [])].sort().join()
  );
}

function isSameMap(a: Readonly<Record<string, string>> | undefined, b: Readonly<Record<string, string>> | undefined): boolean {
  if (a === b) return true;
  const left = Object.entries(a ?? {});
  return left.length === Object.keys(b ?? {}).length && left.every(([key, value]) => b?.[key] === value);
}

/** All hosts that a VirtualService sends to, for whomever; one that it names in a row once. */
export function destinationHostsOf(virtualService: VirtualService): readonly string[] {
  const hosts: string[] = [];
  const add = (destination: Destination | undefined): void => {
    const host = destination?.host ?? '';
    if (destination && hosts[hosts.length - 1] !== host) hosts.push(host);
  };
  for (const { spec } of virtualService.http) {
    if (spec.route) for (const { destination } of spec.route) add(destination);
    add(spec.mirror);
    if (spec.mirrors) for (const { destination } of spec.mirrors) add(destination);
  }
  for (const rules of [virtualService.tcp, virtualService.tls])
    for (const { route } of rules) if (route) for (const { destination } of route) add(destination);
  return hosts;
}

/**
 * The hosts that a VirtualService sends to, mirrors among them, each with the ports it names; 0 stands for "no port named".
 * Rules whose matches are all meant for other namespaces don't count.
 * `virtualServiceDestinationsFilteredBySourceNamespace`, istio 1.30.3 pilot/pkg/model/push_context.go
 */
export function destinationsOf(virtualService: VirtualService, client: string): ReadonlyMap<string, ReadonlySet<number>> {
  const destinations = new Map<string, Set<number>>();
  const add = (destination: Destination | undefined): void => {
    if (!destination) return;
    const host = destination.host ?? '';
    const ports = destinations.get(host);
    const port = destination.port?.number ?? 0;
    if (ports) ports.add(port);
    else destinations.set(host, new Set([port]));
  };
  for (const { spec } of virtualService.http) {
    const limited = (spec.match ?? []).filter((match) => match.sourceNamespace);
    if (limited.length > 0 && !limited.some((match) => match.sourceNamespace === client)) continue;
    for (const each of spec.route ?? []) add(each.destination);
    add(spec.mirror);
    for (const each of spec.mirrors ?? []) add(each.destination);
  }
  for (const rule of [...virtualService.tcp, ...virtualService.tls]) for (const each of rule.route ?? []) add(each.destination);
  return destinations;
}

/** The service with those ports only; whole if any port will do; undefined if none is left. `serviceMatchingVirtualServicePorts` */
export function withPorts(service: Service, ports: ReadonlySet<number>): Service | undefined {
  if (ports.has(0)) return service;
  const found = service.ports.filter((port) => ports.has(port.port));
  if (found.length === service.ports.length) return service;
  return found.length > 0 ? { ...service, ports: found } : undefined;
}
