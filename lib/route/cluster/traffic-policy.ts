import { ClientTls, MeshConfig, objectsIn, OutlierDetectionSettings, PolicySettings, TrafficPolicy } from '../../model';
import { OutlierDetection, Policy } from '../decision';
import { normalizeDuration } from '../duration';

/** Envoy's, and so Istio's, connect timeout unless mesh config says otherwise. */
const DEFAULT_CONNECT_TIMEOUT = '10s';

/**
 * The settings that hold at a port: those of the port level alone if there is one for it, for a port level inherits nothing.
 * `GetPortLevelTrafficPolicy`, istio 1.30.3 pilot/pkg/networking/util/util.go
 */
export function atPort(
  policy: TrafficPolicy | undefined,
  port: number,
): { readonly settings: PolicySettings | undefined; readonly isPortLevel: boolean } {
  const level = objectsIn(policy?.portLevelSettings).find((each) => each.port?.number === port);
  return level ? { settings: level, isPortLevel: true } : { settings: policy, isPortLevel: false };
}

/**
 * A subset's settings over those of its DestinationRule, part by part; a port level of the subset replaces all parts.
 * `MergeSubsetTrafficPolicy`, istio 1.30.3 pilot/pkg/networking/util/util.go
 */
export function withSubset(rule: TrafficPolicy | undefined, subset: TrafficPolicy | undefined, port: number): PolicySettings | undefined {
  const outer = atPort(rule, port).settings;
  if (!subset) return outer;
  const { settings, isPortLevel } = atPort(subset, port);
  if (!outer || isPortLevel) return settings;
  return {
    connectionPool: settings?.connectionPool ?? outer.connectionPool,
    outlierDetection: settings?.outlierDetection ?? outer.outlierDetection,
    loadBalancer: settings?.loadBalancer ?? outer.loadBalancer,
    tls: settings?.tls ?? outer.tls,
  };
}

/** What decides which TLS a cluster has. */
export interface TlsContext {
  /** True if istiod lets both sides find out whether they can do mutual TLS, where no rule says otherwise. */
  readonly isAutomatic: boolean;
  /** True if the client's own address is dialled: then nothing is found out, automatic means mutual TLS. */
  readonly isOriginalDst: boolean;
  /** True if endpoints come from the registry: only of those it is told that they go without TLS. */
  readonly isEds: boolean;
  readonly isSidecar: boolean;
  /** True if the DestinationRule has a workload selector: only then may a sidecar use credentials by name. */
  readonly hasSelector: boolean;
}

/** What of the settings is not the default. `applyTrafficPolicy`, istio 1.30.3 pilot/pkg/networking/core/cluster_traffic_policy.go */
export function toPolicy(
  settings: PolicySettings | undefined,
  mesh: MeshConfig,
  isOriginalDst: boolean,
  tls: TlsContext,
): Policy | undefined {
  const { connectionPool, outlierDetection, loadBalancer } = settings ?? {};
  const connectTimeout = normalizeDuration(connectionPool?.tcp?.connectTimeout ?? mesh.connectTimeout);
  const policy = withoutUndefined({
    lb: isOriginalDst ? undefined : lbOf(loadBalancer),
    connectTimeout: connectTimeout === DEFAULT_CONNECT_TIMEOUT ? undefined : connectTimeout,
    maxConnections: positive(connectionPool?.tcp?.maxConnections),
    maxPendingRequests: positive(connectionPool?.http?.http1MaxPendingRequests),
    maxRequests: positive(connectionPool?.http?.http2MaxRequests),
    maxRetries: positive(connectionPool?.http?.maxRetries),
    outlierDetection: outlierDetection && outlierOf(outlierDetection),
    tls: tlsOf(settings?.tls, tls),
  });
  return Object.keys(policy).length > 0 ? policy : undefined;
}

/** `applyLoadBalancer`, `ApplyRingHashLoadBalancer`; the default is LEAST_REQUEST. */
function lbOf(loadBalancer: PolicySettings['loadBalancer']): Policy['lb'] {
  const hash = loadBalancer?.consistentHash;
  if (hash) return hash.maglev ? 'MAGLEV' : 'RING_HASH';
  const { simple } = loadBalancer ?? {};
  return simple === 'ROUND_ROBIN' || simple === 'RANDOM' ? simple : undefined;
}

/** `applyOutlierDetection` */
function outlierOf(settings: OutlierDetectionSettings): OutlierDetection {
  return withoutUndefined({
    consecutive5xx: settings.consecutive5xxErrors,
    consecutiveGatewayFailure: settings.consecutiveGatewayErrors,
    interval: normalizeDuration(settings.interval),
    baseEjectionTime: normalizeDuration(settings.baseEjectionTime),
    maxEjectionPercent: positive(settings.maxEjectionPercent),
  });
}

/** `buildUpstreamTLSSettings`, `buildUpstreamClusterTLSContext`: istio 1.30.3 pilot/pkg/networking/core/cluster_tls.go */
function tlsOf(tls: ClientTls | undefined, context: TlsContext): Policy['tls'] {
  if (!tls && context.isAutomatic) return context.isOriginalDst ? 'ISTIO_MUTUAL' : undefined;
  const mode = tls && usableMode(tls, context);
  return mode ?? (context.isEds ? 'DISABLE' : undefined);
}

/** The mode, if it leads to TLS at all. */
function usableMode(tls: ClientTls, context: TlsContext): Exclude<ClientTls['mode'], 'DISABLE'> {
  const { mode = 'DISABLE' } = tls;
  if (mode === 'DISABLE') return undefined;
  const isCustom = mode === 'SIMPLE' || mode === 'MUTUAL';
  const byName = !!tls.credentialName && !tls.credentialName.startsWith('configmap://');
  if (isCustom && byName && context.isSidecar && !context.hasSelector) return undefined;
  if (mode === 'MUTUAL' && !tls.credentialName && (!tls.clientCertificate || !tls.privateKey)) return undefined;
  return mode;
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
