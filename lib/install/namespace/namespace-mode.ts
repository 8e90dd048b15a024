import type { Place } from '../../render/place';
import { isKubernetesName } from './names';

/** Labels on a namespace that say how its workloads join the mesh (`label/labels.yaml` of istio.io/api 1.30.3). @internal */
export const NamespaceLabel = {
  INJECTION: 'istio-injection',
  REVISION: 'istio.io/rev',
  DATA_PLANE: 'istio.io/dataplane-mode',
  WAYPOINT: 'istio.io/use-waypoint',
  WAYPOINT_NAMESPACE: 'istio.io/use-waypoint-namespace',
  INGRESS_WAYPOINT: 'istio.io/ingress-use-waypoint',
} as const;

/** The waypoint of a namespace. */
export interface NamespaceWaypoint {
  /** Name of the waypoint's Gateway (of the Gateway API). Not `none`, which Istio reads as "no waypoint". */
  readonly name: string;
  /** Namespace of the waypoint; its Gateway has to admit routes from other namespaces. @default - the namespace itself */
  readonly namespace?: string;
  /** Whether requests from ingress gateways pass the waypoint, too. @default false */
  readonly fromIngress?: boolean;
}

/**
 * How the workloads of a namespace join the mesh. A namespace has one mode, so there is a factory for each.
 *
 * What the labels do is said by the selectors of the injection webhook
 * (`manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml`) and of the CNI agent
 * (`cni.ambient.enablementSelectors` in `manifests/charts/istio-cni/values.yaml`), both of istio 1.30.3. It holds for Pods that
 * are created after the label was set.
 */
export class NamespaceMode {
  /** Every Pod gets a sidecar of the default revision, unless it opts out: `istio-injection: enabled`. */
  public static sidecars(): NamespaceMode {
    return new NamespaceMode('sidecars', () => ({ [NamespaceLabel.INJECTION]: 'enabled' }));
  }

  /** No Pod gets a sidecar, not even one that asks for it: `istio-injection: disabled`. */
  public static withoutSidecars(): NamespaceMode {
    return new NamespaceMode('withoutSidecars', () => ({ [NamespaceLabel.INJECTION]: 'disabled' }));
  }

  /** Every Pod gets a sidecar of this revision of the control plane, unless it opts out: `istio.io/rev`. */
  public static revision(revision: string): NamespaceMode {
    return new NamespaceMode('revision', (place) => renderRevision(revision, place, 'revision'));
  }

  /**
   * Every Pod gets a sidecar of the revision that this tag points to (`istioctl tag set`), unless it opts out. A tag moves a
   * namespace to another revision without a new label.
   */
  public static tag(tag: string): NamespaceMode {
    return new NamespaceMode('tag', (place) => renderRevision(tag, place, 'tag'));
  }

  /** Every Pod's traffic passes ztunnel, without sidecars: `istio.io/dataplane-mode: ambient`. */
  public static ambient(): NamespaceMode {
    return new NamespaceMode('ambient', () => AMBIENT);
  }

  /** As `ambient`, and requests to the namespace's Services pass a waypoint as well: `istio.io/use-waypoint`. */
  public static waypoint(waypoint: NamespaceWaypoint): NamespaceMode {
    return new NamespaceMode('waypoint', (place) => ({ ...AMBIENT, ...renderWaypoint(waypoint, place) }));
  }

  private constructor(
    private readonly name: string,
    private readonly labels: (place: Place) => Labels,
  ) {}

  /** The labels, the place being the namespace's metadata. @internal */
  public _render(place: Place): Labels {
    return this.labels(place.at('labels'));
  }

  /** Whether the mode brings any workload into the mesh. @internal */
  public get _joins(): boolean {
    return this.name !== 'withoutSidecars';
  }

  public toString(): string {
    return `NamespaceMode.${this.name}`;
  }
}

type Labels = { [label: string]: string };

const AMBIENT: Labels = { [NamespaceLabel.DATA_PLANE]: 'ambient' };

/** A revision is part of names of Services, so it is a DNS label (`validateRevision` in operator/pkg/apis/validation of istio 1.30.3). */
function renderRevision(revision: string, place: Place, what: string): Labels {
  if (!isKubernetesName(revision))
    place
      .at(NamespaceLabel.REVISION)
      .fail(revision, `is not a ${what}`, 'use up to 63 lower-case letters, digits and dashes, e.g. "1-30-3"');
  return { [NamespaceLabel.REVISION]: revision };
}

/** `getUseWaypoint` in pilot/pkg/serviceregistry/ambient/waypoints.go of istio 1.30.3. */
function renderWaypoint(waypoint: NamespaceWaypoint, place: Place): Labels {
  const at = place.at(NamespaceLabel.WAYPOINT);
  const { name, namespace, fromIngress = false, ...rest } = at.struct(waypoint, 'NamespaceWaypoint');
  at.refuseUnknown(rest, 'NamespaceWaypoint');
  if (!isKubernetesName(name)) at.fail(name, 'is not the name of a waypoint', 'use up to 63 lower-case letters, digits and dashes');
  if (name === 'none') at.fail(name, 'is the word for "no waypoint"', 'rename the waypoint, or use NamespaceMode.ambient()');
  if (namespace !== undefined && !isKubernetesName(namespace))
    place.at(NamespaceLabel.WAYPOINT_NAMESPACE).fail(namespace, 'is not a namespace', 'use up to 63 lower-case letters, digits and dashes');
  if (typeof fromIngress !== 'boolean')
    place.at(NamespaceLabel.INGRESS_WAYPOINT).fail(fromIngress, 'is not a boolean', 'write true or false');
  return {
    [NamespaceLabel.WAYPOINT]: name,
    ...(namespace === undefined ? {} : { [NamespaceLabel.WAYPOINT_NAMESPACE]: namespace }),
    ...(fromIngress ? { [NamespaceLabel.INGRESS_WAYPOINT]: 'true' } : {}),
  };
}
