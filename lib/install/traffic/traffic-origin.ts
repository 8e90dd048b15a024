import { NamespaceLabel } from '../namespace/namespace-mode';

/** Where the requests of a `TrafficGenerator` come from. */
export enum TrafficOrigin {
  /** Outside the mesh, as a client of the gateway is: no sidecar and no ztunnel, whatever the namespace says. */
  OUTSIDE = 'outside',
  /** A Pod with a sidecar, also in a namespace that does not ask for one; not where it says `istio-injection: disabled`. */
  SIDECAR = 'sidecar',
  /** A Pod whose traffic ztunnel carries, also in a namespace that is not ambient. */
  AMBIENT = 'ambient',
}

/**
 * Labels of a Pod that is no part of the mesh, be its namespace one of sidecars or ambient (`injectRequired` in pkg/kube/inject
 * and `cni.ambient.enablementSelectors` in `manifests/charts/istio-cni/values.yaml` of istio 1.30.3).
 *
 * @internal
 */
export const OUTSIDE_LABELS = { 'sidecar.istio.io/inject': 'false', [NamespaceLabel.DATA_PLANE]: 'none' };
