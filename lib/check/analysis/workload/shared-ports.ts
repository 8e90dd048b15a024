import { at, isObject, Kind, Labels, listOf, objectsIn, Resource, ServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { proxyImageOf } from '../pods';
import { print } from '../print';

/**
 * Deployments behind several Services that disagree: one port with different transport protocols, or one target port
 * under different ports, of which the sidecar can listen for only one.
 * `ServiceAssociationAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/deployment/services.go
 */
export const sharedPorts: Analyzer = {
  name: 'workload/shared-ports',
  codes: ['IST0116', 'IST0137'],
  kinds: [Kind.DEPLOYMENT],
  *analyze(context) {
    for (const resource of context.of(Kind.DEPLOYMENT)) {
      // Most Deployments are behind one Service with one port, which has nobody to disagree with.
      const services = context.services.of(resource.namespace, templateLabels(resource));
      if (services.every(({ spec }) => listOf(spec.ports).length < 2) && services.length < 2) continue;
      if (isWaypoint(resource) || !isInMesh(context, resource)) continue;
      const protocols = new Map<string, Map<string, string[]>>();
      const ports = new Map<string, Map<string, string[]>>();
      for (const service of services) {
        for (const { port, targetPort, protocol } of objectsIn(service.spec.ports)) {
          add(protocols, print(port), print(protocol || 'TCP'), service);
          add(ports, print(targetPort || port), print(port), service);
        }
      }
      for (const [port, found] of protocols) {
        if (found.size < 2) continue;
        yield {
          code: 'IST0116',
          resource,
          field: ['spec', 'template', 'metadata', 'labels'],
          message: `Its Services give port ${port} different protocols: ${describe(found)}. Use another port for one of them.`,
        };
      }
      for (const [target, found] of ports) {
        if (found.size < 2) continue;
        yield {
          code: 'IST0137',
          resource,
          field: ['spec', 'template', 'metadata', 'labels'],
          message: `Its Services lead to target port ${target} by different ports: ${describe(found)}. Use the same port in all of them.`,
        };
      }
    }
  },
};

function templateLabels({ manifest }: Resource): Labels {
  const labels = at(manifest, 'spec', 'template', 'metadata', 'labels');
  return isObject(labels) ? (labels as Labels) : {};
}

function isWaypoint({ labels }: Resource): boolean {
  return labels['gateway.istio.io/managed'] === 'istio.io-mesh-controller';
}

/** Of containers only the proper ones are looked at. `DeploymentInMesh`, istio 1.30.3 pkg/config/analysis/analyzers/util/in_mesh.go */
function isInMesh(context: Context, resource: Resource): boolean {
  const template = at(resource.manifest, 'spec', 'template');
  if (proxyImageOf({ containers: at(template, 'spec', 'containers') }) !== undefined) return true;
  const own =
    at(template, 'metadata', 'labels', 'sidecar.istio.io/inject') ?? at(template, 'metadata', 'annotations', 'sidecar.istio.io/inject');
  return own === undefined ? context.namespaceLabels(resource.namespace)['istio-injection'] === 'enabled' : own === 'true';
}

function add(map: Map<string, Map<string, string[]>>, key: string, value: string, service: Resource<ServiceSpec>): void {
  let values = map.get(key);
  if (!values) map.set(key, (values = new Map<string, string[]>()));
  const names = values.get(value);
  if (names) names.push(service.name);
  else values.set(value, [service.name]);
}

function describe(found: ReadonlyMap<string, readonly string[]>): string {
  return [...found]
    .map(([value, names]) => `${value} by ${[...names].sort().join(', ')}`)
    .sort()
    .join('; ');
}
