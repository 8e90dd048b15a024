import { at, Kind, POD_TEMPLATES, textOf } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { isControlPlane } from '../control-plane-label';
import { objectsWithIndex } from '../destinations';
import { containersOf, PROXY_CONTAINER } from '../pods';

const PROXY_UID = 1337;

/**
 * Containers that run as the proxy's own user: their traffic is taken for the proxy's and goes past it. Pods of nothing
 * but the proxy, as gateways are, are to run so.
 * `ApplicationUIDAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/deployment/pod.go
 */
export const applicationUid: Analyzer = {
  name: 'workload/application-uid',
  codes: ['IST0144'],
  kinds: [...POD_TEMPLATES.keys()],
  *analyze(context) {
    const templates = [
      ...context.of(Kind.DEPLOYMENT).map((resource) => ({ resource, labels: resource.labels, path: POD_TEMPLATES.get(Kind.DEPLOYMENT)! })),
      ...context.pods.all,
    ];
    for (const { resource, labels, path } of templates) {
      if (isControlPlane(labels)) continue;
      const spec = at(resource.manifest, ...path, 'spec');
      for (const field of fieldsWithUid(spec)) {
        yield {
          code: 'IST0144',
          resource,
          field: [...path, 'spec', ...field],
          message: `User ${PROXY_UID} is the proxy's: what runs as it bypasses the mesh. Run as another user.`,
        };
      }
    }
  },
};

function* fieldsWithUid(spec: unknown): Iterable<FieldPath> {
  const isGateway = containersOf(spec).length > 0 && containersOf(spec).every(({ name }) => name === PROXY_CONTAINER);
  if (!isGateway && at(spec, 'securityContext', 'runAsUser') === PROXY_UID) yield ['securityContext', 'runAsUser'];
  for (const [index, container] of objectsWithIndex(at(spec, 'containers') as { name?: unknown; securityContext?: unknown }[])) {
    const name = textOf(container.name);
    if (name === PROXY_CONTAINER || name === 'istio-operator') continue;
    if (at(container, 'securityContext', 'runAsUser') === PROXY_UID) yield ['containers', index, 'securityContext', 'runAsUser'];
  }
}
