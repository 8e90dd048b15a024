import { at, Kind, objectsIn, Resource, textOf } from '../../../model';
import { allowsNamespace } from '../allowed-namespaces';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { isGateway, Reference, RouteSpec, ROUTES } from '../gateway-api-routes';

interface Listener {
  readonly name?: unknown;
  readonly port?: unknown;
  readonly allowedRoutes?: unknown;
}

/**
 * Routes of the Gateway API whose namespace no listener of their Gateway lets in: unless it says so, a listener takes routes
 * of its own namespace only (KIA1401 of Kiali). `namespacesFromSelector`, `referenceAllowed`: istio 1.30.3
 * pilot/pkg/config/kube/gateway/conversion.go
 */
export const allowedRoutes: Analyzer = {
  name: 'gateway-api/allowed-routes',
  codes: ['listener-refuses-route'],
  kinds: ROUTES,
  *analyze(context) {
    for (const kind of ROUTES) {
      for (const resource of context.of<RouteSpec>(kind)) {
        for (const [index, parent] of objectsWithIndex(resource.spec.parentRefs)) {
          if (!isGateway(parent)) continue;
          const gateway = context.get(Kind.K8S_GATEWAY, textOf(parent.namespace) || resource.namespace, textOf(parent.name));
          if (!gateway || !isRefused(context, gateway, parent, resource.namespace)) continue;
          yield {
            code: 'listener-refuses-route',
            resource,
            field: ['spec', 'parentRefs', index],
            message: `The Gateway ${gateway.namespace}/${gateway.name} takes no routes from ${resource.namespace}, so this one is served nowhere. Let allowedRoutes.namespaces of its listener take them, or move the route.`,
          };
        }
      }
    }
  },
};

/** True when the route may use no listener that it means; where one can't be judged it may. */
function isRefused(context: Context, gateway: Resource, { sectionName, port }: Reference, namespace: string): boolean {
  const meant = objectsIn(at(gateway.spec, 'listeners') as Listener[]).filter(
    (each) => (textOf(sectionName) === '' || each.name === sectionName) && (typeof port !== 'number' || each.port === port),
  );
  return (
    meant.length > 0 &&
    meant.every((each) => allowsNamespace(context, at(each.allowedRoutes, 'namespaces'), gateway.namespace, namespace) === false)
  );
}
