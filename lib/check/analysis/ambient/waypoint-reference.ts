import { Kind, Labels, POD_TEMPLATES, Resource } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer, Report } from '../analyzer';
import { Context } from '../context';
import { Pod } from '../pods';
import { Traffic, USE_WAYPOINT, WaypointName } from '../waypoints';

/** Labels that name a waypoint, and what for; a Namespace's are for whatever the waypoint takes. */
interface Naming {
  readonly resource: Resource;
  readonly labels: Labels;
  readonly namespace: string;
  readonly field: FieldPath;
  readonly traffic?: Traffic;
}

const KINDS: readonly (readonly [kind: string, traffic: Traffic | undefined])[] = [
  [Kind.NAMESPACE, undefined],
  [Kind.SERVICE, 'service'],
  [Kind.SERVICE_ENTRY, 'service'],
  [Kind.WORKLOAD_ENTRY, 'workload'],
];

/**
 * Labels that name a waypoint that is not there, or one that does not take them: then traffic goes past all waypoints, and
 * past the policies for them. Kiali has the first as KIA1313.
 * `fetchWaypointForTarget`, `fetchWaypointForService`, `fetchWaypointForWorkload`: istio 1.30.3
 * pilot/pkg/serviceregistry/ambient/waypoints.go
 */
export const waypointReference: Analyzer = {
  name: 'ambient/waypoint-reference',
  codes: ['unknown-waypoint', 'waypoint-refuses'],
  kinds: [...KINDS.map(([kind]) => kind), ...POD_TEMPLATES.keys()],
  *analyze(context) {
    for (const naming of namings(context)) {
      const name = context.waypoints.namedIn(naming.labels, naming.namespace);
      if (!name) continue;
      const gateway = context.get(Kind.K8S_GATEWAY, name.namespace, name.name);
      yield* gateway ? refusal(context, naming, gateway) : unknown(naming, name);
    }
  },
};

function* namings(context: Context): Iterable<Naming> {
  for (const [kind, traffic] of KINDS) {
    for (const resource of context.of(kind)) {
      const { labels } = resource;
      if (!Object.hasOwn(labels, USE_WAYPOINT) || Object.hasOwn(labels, 'gateway.istio.io/managed')) continue;
      const namespace = kind === Kind.NAMESPACE ? resource.name : resource.namespace;
      yield { resource, labels, namespace, field: ['metadata', 'labels', USE_WAYPOINT], traffic };
    }
  }
  for (const pod of context.pods.all) {
    if (Object.hasOwn(pod.labels, USE_WAYPOINT)) yield ofPod(pod);
  }
}

function ofPod({ resource, labels, namespace, path }: Pod): Naming {
  return { resource, labels, namespace, field: [...path, 'metadata', 'labels', USE_WAYPOINT], traffic: 'workload' };
}

function* unknown({ resource, field }: Naming, { namespace, name }: WaypointName): Iterable<Report> {
  yield {
    code: 'unknown-waypoint',
    resource,
    field,
    message: `There is no Gateway ${namespace}/${name}, so traffic goes past all waypoints and past the policies for them. Mend the name, or add the waypoint.`,
    // Waypoints are often made by a command (`istioctl waypoint apply`), also where all else of the namespace is in files.
    outside: true,
  };
}

function* refusal(context: Context, { resource, field, namespace, traffic }: Naming, gateway: Resource): Iterable<Report> {
  const name = `${gateway.namespace}/${gateway.name}`;
  if (context.waypoints.isIngress(gateway)) {
    yield {
      code: 'unknown-waypoint',
      resource,
      field,
      message: `The Gateway ${name} is of the class istio, which is for ingress and can't be a waypoint. Name one of the class istio-waypoint.`,
    };
    return;
  }
  if (context.waypoints.takes(gateway, namespace) === false) {
    yield {
      code: 'waypoint-refuses',
      resource,
      field,
      message: `The waypoint ${name} does not take ${namespace}, so traffic goes past it. Let allowedRoutes of its listener for HBONE take routes from there.`,
    };
    return;
  }
  const wanted = traffic && context.waypoints.trafficOf(gateway);
  if (wanted === undefined || wanted === 'all' || wanted === traffic) return;
  yield {
    code: 'waypoint-refuses',
    resource,
    field,
    message: `The waypoint ${name} is for the traffic "${wanted}", not "${traffic!}", so traffic goes past it. Label the waypoint istio.io/waypoint-for=${traffic!}, or =all.`,
  };
}
