import { isIpAddress, Model, Service, UNSPECIFIED_ADDRESS, Workload } from '../model';

/**
 * What manifests do not say, filled in the way a cluster commonly would:
 *  - DNS resolves short names from the client's namespace; a service answers with its ClusterIP, assigned where none is
 *    written, a headless one with its first Pod, a ServiceEntry with its first address, anything else with an address
 *    outside the mesh;
 *  - every Deployment has one ready Pod, none at `replicas: 0`;
 *  - what has no creationTimestamp counts as older by name, then namespace;
 *  - a gateway listens on its server's port where no Service of the set says otherwise;
 *  - Secrets are there, certificates fit, and who has to speak the PROXY protocol does;
 *  - there is one cluster, and its nodes say nothing of zones;
 *  - istiod runs with its default environment;
 *  - mesh config is Istio's default where the set has none.
 */
export const OUTSIDE_ADDRESS = '198.51.100.1';

const podNumbers = new WeakMap<Model, Map<Workload, number>>();

/** An address for the Pod of a workload, out of a range that clusters commonly use for Pods. */
export function podAddress(model: Model, workload: Workload): string {
  let numbers = podNumbers.get(model);
  if (!numbers) podNumbers.set(model, (numbers = new Map(model.workloads.all.map((each, index) => [each, index + 256]))));
  const number = numbers.get(workload) ?? 0;
  return `10.${244 + (number >>> 16)}.${(number >>> 8) & 255}.${number & 255}`;
}

/** The address that a name resolves to for a client of a namespace. */
export function resolveAddress(model: Model, host: string, namespace: string): string {
  const literal = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (isIpAddress(literal)) return literal;
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === 'localhost') return '127.0.0.1';
  const service = kubernetesService(model, name, namespace);
  if (service) return service.resolution === 'Alias' ? resolveAddress(model, service.externalName!, '') : addressOf(model, service);
  const entry = model.servicesOf(name).find((each) => each.registry === 'External' && each.address !== UNSPECIFIED_ADDRESS);
  return entry ? entry.address.replace(/\/.*$/, '') : OUTSIDE_ADDRESS;
}

/** The search path of Kubernetes' DNS: the name itself is tried last where it has few dots, which only matters for names of both kinds. */
function kubernetesService(model: Model, name: string, namespace: string): Service | undefined {
  for (const candidate of [`${name}.${namespace}.svc.${model.domain}`, `${name}.svc.${model.domain}`, `${name}.${model.domain}`, name]) {
    const service = model.servicesOf(candidate).find((each) => each.registry === 'Kubernetes');
    if (service) return service;
  }
  return undefined;
}

function addressOf(model: Model, service: Service): string {
  if (service.resolution !== 'Passthrough') return service.address;
  for (const port of service.ports) {
    const workload = model.endpointsOf(service, port)[0]?.workload;
    if (workload) return workload.entry?.address || podAddress(model, workload);
  }
  return OUTSIDE_ADDRESS;
}
