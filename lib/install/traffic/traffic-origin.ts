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
 * Labels of the Pod that ask for it (`sidecar.istio.io/inject` in pkg/kube/inject and `istio.io/dataplane-mode` in
 * pkg/config/constants of istio 1.30.3).
 *
 * @internal
 */
export const ORIGIN_LABELS: Record<TrafficOrigin, Record<string, string>> = {
  [TrafficOrigin.OUTSIDE]: { 'sidecar.istio.io/inject': 'false', 'istio.io/dataplane-mode': 'none' },
  [TrafficOrigin.SIDECAR]: { 'sidecar.istio.io/inject': 'true', 'istio.io/dataplane-mode': 'none' },
  [TrafficOrigin.AMBIENT]: { 'sidecar.istio.io/inject': 'false', 'istio.io/dataplane-mode': 'ambient' },
};
