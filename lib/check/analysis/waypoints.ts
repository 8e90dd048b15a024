import { at, Kind, Labels, objectsIn, Resource, textOf } from '../../model';
import { allowsNamespace } from './allowed-namespaces';
import { Objects } from './objects';

export const USE_WAYPOINT = 'istio.io/use-waypoint';
const USE_WAYPOINT_NAMESPACE = 'istio.io/use-waypoint-namespace';
const WAYPOINT_FOR = 'istio.io/waypoint-for';
const INBOUND_BINDING = 'ambient.istio.io/waypoint-inbound-binding';
const WAYPOINT_CLASS = 'istio-waypoint';

/** What a waypoint is named for, as in `istio.io/waypoint-for`. */
export type Traffic = 'service' | 'workload';

/** A waypoint by its name; whether there is one is another question. */
export interface WaypointName {
  readonly namespace: string;
  readonly name: string;
}

interface Listener {
  readonly protocol?: unknown;
  readonly port?: unknown;
  readonly allowedRoutes?: unknown;
}

/** Of which waypoint objects are, and whom it takes. istio 1.30.3 pilot/pkg/serviceregistry/ambient/waypoints.go */
export class Waypoints {
  public constructor(private readonly objects: Objects) {}

  /** The waypoint that the labels of an object name: `none` names none. `getUseWaypoint` */
  public namedIn(labels: Labels, namespace: string): WaypointName | undefined {
    if (!Object.hasOwn(labels, USE_WAYPOINT) || labels[USE_WAYPOINT] === 'none') return undefined;
    const other = Object.hasOwn(labels, USE_WAYPOINT_NAMESPACE) ? labels[USE_WAYPOINT_NAMESPACE] : namespace;
    return { namespace: textOf(other), name: textOf(labels[USE_WAYPOINT]) };
  }

  /** The waypoint named for a Service or ServiceEntry: by itself, else by its namespace. `fetchWaypointForTarget` */
  public of({ labels, namespace }: Resource): WaypointName | undefined {
    if (Object.hasOwn(labels, USE_WAYPOINT)) return this.namedIn(labels, namespace);
    return this.namedIn(this.objects.namespaceLabels(namespace), namespace);
  }

  /** True when the set can't know whether there is a waypoint: the label may stand on the Namespace, which others hold. */
  public isUnknown({ labels, namespace }: Resource): boolean {
    return !Object.hasOwn(labels, USE_WAYPOINT) && !this.objects.holds(namespace);
  }

  /** True of Istio's own gateways for ingress, which do not listen for what ztunnel sends. */
  public isIngress({ spec }: Resource): boolean {
    return at(spec, 'gatewayClassName') === 'istio' && !listenersOf(spec).some(({ protocol }) => protocol === 'HBONE');
  }

  /** True of a Gateway that is known to be a waypoint. */
  public isWaypoint({ spec }: Pick<Resource, 'spec'>): boolean {
    return at(spec, 'gatewayClassName') === WAYPOINT_CLASS;
  }

  /** The traffic that a waypoint is for, undefined where its class, which the set doesn't have, may say it. `gatewayToWaypointTransform` */
  public trafficOf({ labels, spec }: Resource): string | undefined {
    if (Object.hasOwn(labels, WAYPOINT_FOR)) return textOf(labels[WAYPOINT_FOR]);
    const ofClass = this.classOf(spec);
    if (ofClass && Object.hasOwn(ofClass.labels, WAYPOINT_FOR)) return textOf(ofClass.labels[WAYPOINT_FOR]);
    return ofClass || this.isWaypoint({ spec }) ? 'service' : undefined;
  }

  /**
   * Whether objects of a namespace may use a waypoint, undefined where the set can't tell: by the annotation, which its
   * class may have too, another listener counts. `makeAllowedRoutes`, `makeInboundBinding`
   */
  public takes(gateway: Resource, namespace: string): boolean | undefined {
    const ofClass = this.classOf(gateway.spec);
    if (!ofClass && !this.isWaypoint(gateway)) return undefined;
    if ([gateway, ofClass].some((each) => each && Object.hasOwn(each.annotations, INBOUND_BINDING))) return undefined;
    const listener = listenersOf(gateway.spec).find(({ protocol, port }) => protocol === 'HBONE' && port === 15008);
    return allowsNamespace(this.objects, at(listener, 'allowedRoutes', 'namespaces'), gateway.namespace, namespace);
  }

  private classOf(spec: unknown): Resource | undefined {
    return this.objects.get(Kind.GATEWAY_CLASS, '', textOf(at(spec, 'gatewayClassName')));
  }
}

function listenersOf(spec: unknown): readonly Listener[] {
  return objectsIn(at(spec, 'listeners') as Listener[]);
}
