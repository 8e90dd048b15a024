import { Kind, listOf, LocalityLbSetting, textOf } from '../../model';
import { Cluster } from '../cluster/clusters';
import { ProxyState } from '../proxy-state';
import { blame, MESH_CONFIG, Unmodelled } from './unmodelled';

const TRAFFIC_DISTRIBUTION = 'networking.istio.io/traffic-distribution';

/**
 * Whether some of a cluster's endpoints are preferred to others, or left out, by where they run. Only nodes know where
 * Pods run, so this can't be told from manifests.
 * `GetLocalityLbSetting`, `ApplyLocalityLoadBalancer`: istio 1.30.3 pilot/pkg/networking/core/loadbalancer/loadbalancer.go;
 * `filterIstioEndpoint`: pilot/pkg/xds/endpoints/endpoint_builder.go
 */
export function onLocality(state: ProxyState, cluster: Cluster): Unmodelled | undefined {
  const { service, endpoints, settings, destinationRule } = cluster;
  if (!service || endpoints.length === 0) return undefined;
  const { spec } = service.resource;
  if ((spec as { internalTrafficPolicy?: unknown }).internalTrafficPolicy === 'Local' && service.registry === 'Kubernetes')
    return blame(service.resource, 'its internalTrafficPolicy sends to Pods of the same node only');
  const network = acrossNetworks(state, cluster);
  if (network) return network;
  const own = settings?.loadBalancer?.localityLbSetting;
  const near = own ? undefined : nearness(state, cluster);
  if (near) return endpoints.length > 1 ? near : undefined;
  const setting: LocalityLbSetting | undefined = own ?? state.push.model.meshConfig.localityLbSetting;
  if (setting?.enabled === false) return undefined;
  const accuse = (reason: string): Unmodelled =>
    own && destinationRule ? blame(destinationRule.resource, reason) : { object: MESH_CONFIG, reason };
  if (listOf(setting?.distribute).length > 0) return accuse('it shares requests out by locality');
  // Without outlier detection Envoy never fails over, so istiod gives no priorities.
  if (!settings?.outlierDetection || endpoints.length < 2) return undefined;
  if (listOf(setting?.failover).length > 0 || listOf(setting?.failoverPriority).length > 0)
    return accuse('it prefers endpoints by locality or labels');
  if (new Set(endpoints.map(({ locality }) => locality)).size < 2) return undefined;
  return destinationRule && blame(destinationRule.resource, 'with outlier detection, endpoints near the client are preferred');
}

/** `GetTrafficDistribution`, istio 1.30.3 pilot/pkg/model/service.go: what the Service says, else its namespace. */
function nearness(state: ProxyState, { service }: Cluster): Unmodelled | undefined {
  const { resource, registry } = service!;
  const written = registry === 'Kubernetes' ? textOf((resource.spec as { trafficDistribution?: unknown }).trafficDistribution) : '';
  if (NEAR.has(written.toLowerCase())) return blame(resource, NEAR_REASON);
  const annotated = textOf(resource.annotations[TRAFFIC_DISTRIBUTION]);
  if (annotated !== '') return NEAR.has(annotated.toLowerCase()) ? blame(resource, NEAR_REASON) : undefined;
  const namespace = state.push.model.get(Kind.NAMESPACE, '', resource.namespace);
  return namespace && NEAR.has(textOf(namespace.annotations[TRAFFIC_DISTRIBUTION]).toLowerCase())
    ? blame(namespace, NEAR_REASON)
    : undefined;
}

const NEAR: ReadonlySet<string> = new Set(['preferclose', 'prefersamezone', 'prefersamenode']);
const NEAR_REASON = 'it prefers endpoints of the same zone or node';

const NETWORK = 'topology.istio.io/network';

/** Endpoints of another network than the client's are reached through that network's gateway. `EndpointsByNetworkFilter` */
function acrossNetworks({ proxy, push }: ProxyState, { endpoints }: Cluster): Unmodelled | undefined {
  const { model } = push;
  const home = textOf(model.get(Kind.NAMESPACE, '', model.rootNamespace)?.labels[NETWORK]);
  const own = textOf(proxy.labels[NETWORK]) || home;
  if (own === '') return undefined;
  for (const { network, resource } of endpoints) {
    const theirs = network || home;
    if (theirs !== '' && theirs !== own) return blame(resource, `it is in network ${theirs}, the client in ${own}`);
  }
  return undefined;
}
