import { at, Kind, listOf, objectsIn, Resource, ServiceSpec, textOf } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer, Report } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { isGateway, isService, Reference, RouteSpec, ROUTES } from '../gateway-api-routes';
import { namesMadeForGateways } from '../made-for-gateways';

/**
 * Routes of the Gateway API whose Gateway or Service does not exist, or not with that listener or port (KIA1401, KIA1402 of
 * Kiali); the Services of gateways that istiod deploys count as being there. `extractParentReferenceInfo`, `buildDestination`: istio 1.30.3 pilot/pkg/config/kube/gateway/conversion.go
 */
export const references: Analyzer = {
  name: 'gateway-api/references',
  codes: ['unknown-backend', 'unknown-parent'],
  kinds: ROUTES,
  *analyze(context) {
    const made = namesMadeForGateways(context);
    for (const kind of ROUTES) {
      for (const resource of context.of<RouteSpec>(kind)) {
        for (const [index, parent] of objectsWithIndex(resource.spec.parentRefs)) {
          if (isGateway(parent)) {
            yield* parentProblem(context, resource, parent, ['spec', 'parentRefs', index]);
          }
        }
        for (const [rule, { backendRefs }] of objectsWithIndex(resource.spec.rules)) {
          for (const [index, backend] of objectsWithIndex(backendRefs)) {
            if (made.has(`${textOf(backend.namespace) || resource.namespace}/${textOf(backend.name)}`)) continue;
            if (isService(backend)) {
              yield* backendProblem(context, resource, backend, ['spec', 'rules', rule, 'backendRefs', index]);
            }
          }
        }
      }
    }
  },
};

function* parentProblem(context: Context, resource: Resource, parent: Reference, field: FieldPath): Iterable<Report> {
  const namespace = textOf(parent.namespace) || resource.namespace;
  const gateway = context.get(Kind.K8S_GATEWAY, namespace, textOf(parent.name));
  if (!gateway) {
    yield {
      code: 'unknown-parent',
      resource,
      field: [...field, 'name'],
      message: `There is no Gateway ${namespace}/${textOf(parent.name)}, so this route is served nowhere. Mend the name, or add the Gateway.`,
      outside: !context.knows(namespace),
    };
    return;
  }
  const listeners = listOf(at(gateway.spec, 'listeners') as unknown[]);
  const section = textOf(parent.sectionName);
  if (section === '' || listeners.some((each) => at(each, 'name') === section)) return;
  yield {
    code: 'unknown-parent',
    resource,
    field: [...field, 'sectionName'],
    message: `The Gateway ${namespace}/${gateway.name} has no listener "${section}". Name one that it has.`,
  };
}

function* backendProblem(context: Context, resource: Resource, backend: Reference, field: FieldPath): Iterable<Report> {
  const namespace = textOf(backend.namespace) || resource.namespace;
  const service = context.get<ServiceSpec>(Kind.SERVICE, namespace, textOf(backend.name));
  if (!service) {
    yield {
      code: 'unknown-backend',
      resource,
      field: [...field, 'name'],
      message: `There is no Service ${namespace}/${textOf(backend.name)}, so requests get 500. Mend the name, or add the Service.`,
      outside: !context.knows(namespace),
    };
  } else if (typeof backend.port === 'number' && !objectsIn(service.spec.ports).some(({ port }) => port === backend.port)) {
    yield {
      code: 'unknown-backend',
      resource,
      field: [...field, 'port'],
      message: `The Service ${namespace}/${service.name} has no port ${backend.port}. Give one of its own.`,
    };
  }
}
