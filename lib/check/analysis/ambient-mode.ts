import { isObject, Kind, Resource, ServiceSpec } from '../../model';
import { Context } from './context';
import { Objects } from './objects';
import { containersOf, DATAPLANE_MODE, Pod, PROXY_CONTAINER } from './pods';

/** The label that the Pods of a Gateway of the Gateway API carry. */
export const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** True when Pods of a namespace are put into ambient mode. `NamespaceInAmbientMode`, istio 1.30.3 pkg/config/analysis/analyzers/util/in_mesh.go */
export function isAmbientNamespace(objects: Objects, namespace: string): boolean {
  const labels = objects.namespaceLabels(namespace);
  if (labels['istio-injection'] === 'enabled' || (labels['istio.io/rev'] ?? '') !== '') return false;
  return labels[DATAPLANE_MODE] === 'ambient';
}

/** True when what is behind a Service or ServiceEntry is in ambient mode, as far as the set shows it. */
export function isAmbientService(context: Context, resource: Resource): boolean {
  if (isAmbientNamespace(context, resource.namespace)) return true;
  if (resource.kind !== Kind.SERVICE) return false;
  const { selector } = resource.spec as ServiceSpec;
  if (!isObject(selector) || Object.keys(selector).length === 0) return false;
  return context.pods.selectedBy(selector, resource.namespace).some(({ ambient }) => ambient);
}

/** True when the set has clients with a sidecar, or a namespace that would give them one: they apply what ztunnel ignores. */
export function hasSidecars(context: Context): boolean {
  const labelled = context
    .of(Kind.NAMESPACE)
    .some(({ labels }) => labels['istio-injection'] === 'enabled' || (labels['istio.io/rev'] ?? '') !== '');
  return labelled || context.pods.all.some(isSidecar);
}

/** A Pod with nothing but the proxy is a gateway. */
function isSidecar(pod: Pod): boolean {
  return pod.hasProxy && containersOf(pod.spec).some(({ name }) => name !== PROXY_CONTAINER);
}
