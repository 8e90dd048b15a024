import { EndpointSlices } from './endpoint-slice';
import { isIpAddress } from './hostname';
import { ServiceEntrySpec, WorkloadEntrySpec } from './istio';
import { Labels, objectsIn, Resource, textOf } from './resource';
import { Port, Service } from './service';
import { Workload, WorkloadIndex } from './workload';

/** One place behind a service's port. */
export interface Endpoint {
  /** How decisions name it: `namespace/workload`, or `address:port` where no workload is known. */
  readonly name: string;
  readonly labels: Labels;
  readonly workload?: Workload;
  /** Its region, zone and subzone as far as manifests say: those of Pods are their nodes'. */
  readonly locality: string;
  /** Its network, if it says one. */
  readonly network: string;
  /** True if it says that it takes Istio's mutual TLS. */
  readonly takesMutualTls: boolean;
  /** What it comes from. */
  readonly resource: Resource;
}

/**
 * Who answers behind a port of a service, subsets aside.
 * Kubernetes: ready Pods and WorkloadEntries that the selector selects, where they have the target port; without a
 * selector what EndpointSlices list.
 * ServiceEntry: its own endpoints, else the workloads it selects, else, if DNS is to be asked, the host itself.
 * `convertServiceEntryToInstances`, `convertWorkloadInstanceToServiceInstance`, `services`: istio 1.30.3
 * pilot/pkg/serviceregistry/serviceentry/conversion.go
 */
export function endpointsOf(service: Service, port: Port, workloads: WorkloadIndex, slices: EndpointSlices): readonly Endpoint[] {
  if (service.resolution === 'Alias' || isHidden(service)) return [];
  const isDns = service.resolution === 'DNSLB' || service.resolution === 'DNSRoundRobinLB';
  const isEntry = service.registry === 'External';
  if (isEntry && !service.selector) {
    const { resource } = service;
    const inline = objectsIn((resource.spec as ServiceEntrySpec).endpoints);
    if (inline.length === 0) return isDns ? [atAddress(service.hostname, numberOf(port), {}, resource)] : [];
    return inline.map((each) => atAddress(textOf(each.address), each.ports?.[port.name] || numberOf(port), each, resource));
  }
  if (!isEntry && !service.selector) {
    return slices.of(service, port).map(({ address, number, resource, workload }) => {
      if (workload) return ofPods(workload);
      return atAddress(address, number, {}, resource);
    });
  }
  const endpoints: Endpoint[] = [];
  for (const workload of workloads.selectedBy(service.namespace, service.selector)) {
    if (workload.ready === 0) continue;
    const address = textOf(workload.entry?.address);
    if (workload.entry && !isIpAddress(address) && !(isEntry && isDns)) continue;
    if (typeof port.targetPort === 'string' && !workload.entry && !workload.namedPorts.has(port.targetPort)) continue;
    endpoints.push(workload.entry ? ofEntry(workload, workload.entry.ports[port.name] || numberOf(port)) : ofPods(workload));
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

function ofPods(workload: Workload): Endpoint {
  const { namespace, name, labels, resource } = workload;
  return {
    name: `${namespace}/${name}`,
    labels,
    workload,
    locality: localityOf(labels),
    network: networkOf(labels),
    takesMutualTls: takesMutualTls(labels, ''),
    resource,
  };
}

function ofEntry(workload: Workload, port: number): Endpoint {
  const spec = workload.resource.spec as WorkloadEntrySpec;
  return { ...atAddress(textOf(spec.address), port, { ...spec, labels: workload.labels }, workload.resource), workload };
}

function atAddress(address: string, port: number, entry: WorkloadEntrySpec, resource: Resource): Endpoint {
  const name = address.startsWith('unix://') ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`;
  const labels = entry.labels ?? {};
  return {
    name,
    labels,
    locality: textOf(entry.locality) || localityOf(labels),
    network: textOf(entry.network) || networkOf(labels),
    takesMutualTls: takesMutualTls(labels, textOf(entry.serviceAccount)),
    resource,
  };
}

/** The label by which injected Pods say that their sidecar takes mutual TLS. */
const TLS_MODE = 'security.istio.io/tlsMode';

/** What its label says; without one a WorkloadEntry with a service account. `PodTLSMode`, `getTLSModeFromWorkloadEntry` */
function takesMutualTls(labels: Labels, serviceAccount: string): boolean {
  return Object.hasOwn(labels, TLS_MODE) ? labels[TLS_MODE] !== 'disabled' : serviceAccount !== '';
}

/** `GetLocalityLabel`, `SanitizeLocalityLabel`: istio 1.30.3 pkg/model/proxy.go */
function localityOf(labels: Labels): string {
  const label = textOf(labels['topology.istio.io/locality'] ?? labels['istio-locality']);
  return label.includes('/') ? label : label.replaceAll('.', '/');
}

function networkOf(labels: Labels): string {
  return textOf(labels['topology.istio.io/network']);
}
