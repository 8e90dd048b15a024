import { clusterNameFor } from './cluster/clusters';
import { traceCluster } from './cluster/trace-cluster';
import { PassthroughDecision, RouteDecision, UpstreamRequest } from './decision';
import { describe } from './http/forward';
import { ProxyState } from './proxy-state';
import { Trace } from './trace';

/**
 * What nothing in the mesh claims and may leave: it goes where the client dialled, or where the Sidecar's egressProxy
 * says, without timeout and retries.
 * `buildCatchAllVirtualHost`, istio 1.30.3 pilot/pkg/networking/core/httproute.go;
 * `buildOutboundCatchAllNetworkFiltersOnly`: listener_builder.go
 */
export function leave(state: ProxyState, upstream?: UpstreamRequest, trace?: Trace): PassthroughDecision | RouteDecision {
  const { egressProxy, sidecar } = state.scope;
  if (!egressProxy) return { outcome: 'passthrough' };
  // istiod looks no service up here, so a port that is left out is port 0.
  const cluster = state.clusters.get(clusterNameFor(egressProxy, undefined, 0));
  trace?.taken('route', 'egressProxy', 'nothing else claims the request', sidecar, ['spec', 'outboundTrafficPolicy', 'egressProxy']);
  if (trace) traceCluster(trace, state, cluster);
  const isDead = cluster.state === 'unknownCluster' || cluster.state === 'noEndpoints';
  return {
    outcome: 'route',
    destinations: [describe(cluster, 100)],
    ...(upstream && { retries: { attempts: 0 } }),
    ...(upstream && (isDead ? { response: { status: 503 } } : { upstream })),
  };
}
