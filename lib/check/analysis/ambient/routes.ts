import {
  DestinationRuleSpec,
  HttpRoute,
  isObject,
  isWildcard,
  Kind,
  keyOf,
  resolveShortHost,
  Resource,
  Service,
  stringsIn,
  textOf,
  VirtualServiceSpec,
} from '../../../model';
import { FieldPath } from '../../../model/read';
import { hasSidecars, isAmbientService } from '../ambient-mode';
import { Analyzer, Report } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex, stringsWithIndex } from '../destinations';
import { RouteSpec, ROUTES } from '../gateway-api-routes';
import { GatewayTraffic } from '../gateway-traffic';

/** What one object says of one service, and in which field it names it. */
interface Claim {
  readonly resource: Resource;
  readonly field: FieldPath;
  readonly services: readonly Resource[];
  readonly name: string;
}

/**
 * Rules for calls within the mesh where no sidecar would apply them: without a waypoint nobody does, and a waypoint takes
 * VirtualServices and routes only from the namespaces of its service and its own, DestinationRules from the root one, too.
 * Kiali has these as KIA0210 to KIA0212, KIA1109, KIA1113 and KIA1114.
 * `getVirtualServiceForWaypoint`, istio 1.30.3 pilot/pkg/networking/core/listener_waypoint.go; `destinationRule`,
 * pilot/pkg/model/push_context.go
 */
export const routes: Analyzer = {
  name: 'ambient/routes',
  codes: ['ignored-by-waypoint', 'layer-7-without-waypoint'],
  kinds: [Kind.VIRTUAL_SERVICE, Kind.DESTINATION_RULE, ...ROUTES],
  *analyze(context) {
    if (hasSidecars(context)) return;
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      for (const claim of claimsOfVirtualService(context, resource)) {
        yield* problem(context, claim, []);
        yield* sourceLabels(context, resource, claim);
      }
    }
    for (const kind of ROUTES) {
      for (const resource of context.of<RouteSpec>(kind)) {
        for (const claim of claimsOfRoute(context, resource)) yield* problem(context, claim, []);
      }
    }
    const gateways = new GatewayTraffic(context);
    for (const resource of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
      const host = textOf(resource.spec.host);
      if (isWildcard(host) || gateways.reaches(resolveShortHost(host, resource.namespace, context.model.domain))) continue;
      const services = servicesOf(context, host, resource.namespace);
      yield* problem(context, { resource, field: ['spec', 'host'], services, name: host }, [context.model.rootNamespace]);
    }
  },
};

/** One for gateways or for delegation has other readers. */
function* claimsOfVirtualService(context: Context, resource: Resource<VirtualServiceSpec>): Iterable<Claim> {
  const { hosts, gateways } = resource.spec;
  if (stringsIn(gateways).some((each) => each !== 'mesh')) return;
  for (const [index, host] of stringsWithIndex(hosts)) {
    if (!isWildcard(host))
      yield { resource, field: ['spec', 'hosts', index], services: servicesOf(context, host, resource.namespace), name: host };
  }
}

function* claimsOfRoute(context: Context, resource: Resource<RouteSpec>): Iterable<Claim> {
  for (const [index, { group, kind, name, namespace }] of objectsWithIndex(resource.spec.parentRefs)) {
    const parent = `${group === 'core' ? '' : textOf(group)}/${textOf(kind)}`;
    if (parent !== Kind.SERVICE && parent !== Kind.SERVICE_ENTRY) continue;
    const service = context.get(parent, textOf(namespace) || resource.namespace, textOf(name));
    if (service) yield { resource, field: ['spec', 'parentRefs', index, 'name'], services: [service], name: textOf(name) };
  }
}

function servicesOf(context: Context, host: string, namespace: string): readonly Resource[] {
  const services: readonly Service[] = context.model.servicesOf(resolveShortHost(host, namespace, context.model.domain));
  return services.map(({ resource }) => resource);
}

function* problem(context: Context, { resource, field, services, name }: Claim, others: readonly string[]): Iterable<Report> {
  if (services.length === 0 || !services.every((each) => isAmbientService(context, each))) return;
  const waypoints = services.map((each) => context.waypoints.of(each));
  if (waypoints.every((waypoint) => waypoint === undefined)) {
    yield {
      code: 'layer-7-without-waypoint',
      resource,
      field,
      message: `"${name}" is in ambient mode and uses no waypoint, so clients without a sidecar get nothing of this. Label it, or its namespace, istio.io/use-waypoint=NAME.`,
      outside: true,
    };
    return;
  }
  const [service] = services;
  const [waypoint] = waypoints;
  if (!waypoint || services.length > 1) return;
  const readable = [service!.namespace, waypoint.namespace, ...others];
  if (readable.includes(resource.namespace)) return;
  yield {
    code: 'ignored-by-waypoint',
    resource,
    field,
    message: `The waypoint ${keyOf(waypoint)} of "${name}" does not read the namespace ${resource.namespace}, so clients without a sidecar get nothing of this. Move it to ${service!.namespace}.`,
    outside: true,
  };
}

/** Matches that a waypoint leaves out: it does not know who called by labels. `waypointInboundRoute` */
function* sourceLabels(context: Context, resource: Resource<VirtualServiceSpec>, { services, name }: Claim): Iterable<Report> {
  if (services.length === 0 || !services.every((each) => isAmbientService(context, each) && context.waypoints.of(each))) return;
  for (const [rule, { match }] of objectsWithIndex<HttpRoute>(resource.spec.http)) {
    for (const [index, each] of objectsWithIndex(match)) {
      if (!isObject(each.sourceLabels) || Object.keys(each.sourceLabels).length === 0) continue;
      yield {
        code: 'ignored-by-waypoint',
        resource,
        field: ['spec', 'http', rule, 'match', index, 'sourceLabels'],
        message: `The waypoint of "${name}" does not know the labels of callers and leaves this match out. Tell callers apart by a header, or by a policy for their identity.`,
        outside: true,
      };
    }
  }
}
