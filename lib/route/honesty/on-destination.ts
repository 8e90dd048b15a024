import { IngressListener, Kind, Model, objectsIn, selects, SidecarSpec, textOf, Workload } from '../../model';
import { Cluster } from '../cluster/clusters';
import { ProxyState } from '../proxy-state';
import { routeOf } from './gateway-api';
import { onLocality } from './locality';
import { AuthorizationSpec, envoyFilterOn } from './on-proxy';
import { onPeerAuthentication } from './peer-authentication';
import { acting, blame, ofNamespace, Unmodelled } from './unmodelled';

const WAYPOINT = 'istio.io/use-waypoint';

/** What waits for a request at its destination, or decides which endpoint it gets. */
export function onDestination(state: ProxyState, cluster: Cluster): Unmodelled | undefined {
  const { service } = cluster;
  const { model } = state.push;
  if (!service) return undefined;
  const namespace = model.get(Kind.NAMESPACE, '', service.namespace);
  const waypoint = [service.resource, ...(namespace ? [namespace] : [])].find(({ labels }) => (labels[WAYPOINT] ?? 'none') !== 'none');
  if (waypoint) return blame(waypoint, 'its traffic goes through a waypoint');
  const route = service.registry === 'Kubernetes' ? routeOf(model, 'Service', service.namespace, service.name) : undefined;
  if (route) return blame(route, 'routes of the Gateway API are not modelled');
  const locality = onLocality(state, cluster);
  if (locality) return locality;
  for (const { workload } of cluster.endpoints) {
    const unmodelled = workload && onWorkload(model, workload, cluster);
    if (unmodelled) return unmodelled;
  }
  return undefined;
}

/**
 * TCP that is to be carried to another target, which the destination is only the way to.
 * `Apply`, istio 1.30.3 pilot/pkg/networking/core/tunnelingconfig/apply.go
 */
export function onTunnel({ destinationRule, name }: Cluster): Unmodelled | undefined {
  const subset = destinationRule?.subsets.find((each) => each.name === name.subset);
  if (!destinationRule || !(destinationRule.trafficPolicy?.tunnel ?? subset?.trafficPolicy?.tunnel)) return undefined;
  return blame(destinationRule.resource, 'its tunnel carries the connection to another target');
}

function onWorkload(model: Model, workload: Workload, cluster: Cluster): Unmodelled | undefined {
  const { namespace, labels } = workload;
  for (const resource of acting<AuthorizationSpec>(model, Kind.AUTHORIZATION_POLICY, namespace, labels)) {
    if (resource.spec.action !== 'AUDIT') return blame(resource, 'it decides who may call the destination');
  }
  const filter = envoyFilterOn(model, namespace, labels, ['SIDECAR_INBOUND', 'ANY']);
  if (filter) return filter;
  for (const kind of [Kind.WASM_PLUGIN, Kind.TRAFFIC_EXTENSION]) {
    for (const resource of acting(model, kind, namespace, labels)) return blame(resource, 'its code runs in front of the destination');
  }
  for (const sidecar of ofNamespace<SidecarSpec>(model, Kind.SIDECAR, namespace)) {
    if (selects(sidecar.spec.workloadSelector?.labels, labels) && objectsIn(sidecar.spec.ingress).some(endsTls))
      return blame(sidecar, 'its ingress ends TLS at the destination');
  }
  return onPeerAuthentication(model, workload, cluster);
}

function endsTls({ tls }: IngressListener): boolean {
  return textOf(tls?.mode) !== '';
}
