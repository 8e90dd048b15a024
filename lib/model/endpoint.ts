import { isIpAddress } from './hostname';
import { ServiceEntrySpec } from './istio';
import { Labels, objectsIn, textOf } from './resource';
import { Port, Service } from './service';
import { Workload, WorkloadIndex } from './workload';

/** One place behind a service's port. */
export interface Endpoint {
  /** How decisions name it: `namespace/workload`, or `address:port` where no workload is known. */
  readonly name: string;
  readonly labels: Labels;
  readonly workload?: Workload;
}

/**
 * Who answers behind a port of a service, subsets aside.
 * Kubernetes: ready Pods and WorkloadEntries that the selector selects, where they have the target port.
 * ServiceEntry: its own endpoints, else the workloads it selects, else, if DNS is to be asked, the host itself.
 * `convertServiceEntryToInstances`, `convertWorkloadInstanceToServiceInstance`, `services`: istio 1.30.3
 * pilot/pkg/serviceregistry/serviceentry/conversion.go
 */
export function endpointsOf(service: Service, port: Port, workloads: WorkloadIndex): readonly Endpoint[] {
  if (service.resolution === 'Alias' || isHidden(service)) return [];
  const isDns = service.resolution === 'DNSLB' || service.resolution === 'DNSRoundRobinLB';
  const isEntry = service.registry === 'External';
  if (isEntry && !service.selector) {
    const inline = objectsIn((service.resource.spec as ServiceEntrySpec).endpoints);
    if (inline.length === 0) return isDns ? [atAddress(service.hostname, numberOf(port), {})] : [];
    return inline.map((each) => atAddress(textOf(each.address), each.ports?.[port.name] || numberOf(port), each.labels ?? {}));
  }
  const endpoints: Endpoint[] = [];
  for (const workload of workloads.selectedBy(service.namespace, service.selector)) {
    if (workload.ready === 0) continue;
    const address = textOf(workload.entry?.address);
    if (workload.entry && !isIpAddress(address) && !(isEntry && isDns)) continue;
    if (typeof port.targetPort === 'string' && !workload.entry && !workload.namedPorts.has(port.targetPort)) continue;
    endpoints.push(
      workload.entry
        ? atAddress(address, workload.entry.ports[port.name] || numberOf(port), workload.labels, workload)
        : { name: `${workload.namespace}/${workload.name}`, labels: workload.labels, workload },
    );
  }
  return endpoints;
}

/**
 * True of a Kubernetes Service that nobody is to see: istiod keeps no endpoints of it.
 * `serviceNeedsPush`, istio 1.30.3 pilot/pkg/serviceregistry/kube/controller/endpointslice.go
 */
function isHidden(service: Service): boolean {
  return service.registry === 'Kubernetes' && (service.exportTo ?? []).includes('~');
}

function numberOf(port: Port): number {
  return typeof port.targetPort === 'number' ? port.targetPort : port.port;
}

function atAddress(address: string, port: number, labels: Labels, workload?: Workload): Endpoint {
  const name = address.startsWith('unix://') ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`;
  return { name, labels, workload };
}
