import type { Duration } from 'cdk8s';
import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type {
  DestinationRuleSpecTrafficPolicyConnectionPool,
  DestinationRuleSpecTrafficPolicyConnectionPoolHttp,
  DestinationRuleSpecTrafficPolicyConnectionPoolTcp,
  DestinationRuleSpecTrafficPolicyConnectionPoolTcpTcpKeepalive,
} from '../../imports/networking.istio.io';
import { renderDuration } from '../render/duration';
import { MAX_UINT32, renderInteger } from '../render/number';
import { oneOf, renderBoolean } from '../render/values';
import { renderWholeSeconds } from './whole-seconds';

/** Whether HTTP/1.1 requests are passed on as HTTP/2. */
export enum H2UpgradePolicy {
  /** As the mesh's config says, for ports that are known to be HTTP. */
  DEFAULT = 'DEFAULT',
  /** They stay HTTP/1.1. */
  DO_NOT_UPGRADE = 'DO_NOT_UPGRADE',
  /** They become HTTP/2, also on ports whose protocol Istio has to guess. */
  UPGRADE = 'UPGRADE',
}

/**
 * Probes that find out whether an idle connection is still alive. An empty one switches them on.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings-TcpKeepalive
 */
export interface TcpKeepalive {
  /** Unanswered probes after which the connection is dead, 0 for the default. @default - the operating system's: 9 on Linux */
  readonly probes?: number;
  /** Idle time before the first probe: whole seconds. @default - the operating system's: 2 hours on Linux */
  readonly time?: Duration;
  /** Time between probes: whole seconds. @default - the operating system's: 75 seconds on Linux */
  readonly interval?: Duration;
}

/**
 * Limits on connections, whatever they carry.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings
 */
export interface TcpConnectionPool {
  /** Most connections from one proxy to the destination (TCP and HTTP/1.1); 0 is the default. @default - 2^32 - 1 */
  readonly maxConnections?: number;
  /** Time to set up a connection: whole milliseconds, 1 or more. @default - the mesh's: 10 seconds */
  readonly connectTimeout?: Duration;
  /** Probes on idle connections. @default - the mesh's, else none */
  readonly tcpKeepalive?: TcpKeepalive;
  /** Age at which a connection is closed: whole milliseconds, 1 or more. @default - none */
  readonly maxConnectionDuration?: Duration;
  /**
   * Time without a byte after which a connection is closed: whole milliseconds; 0 for never. Where
   * `http.idleTimeout` is not set, it holds for HTTP connections as well. Among weighted destinations
   * of a TCP route, that of the first holds for all.
   *
   * @default - 1 hour
   */
  readonly idleTimeout?: Duration;
}

/**
 * Limits on HTTP and gRPC requests and the connections that carry them.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings
 */
export interface HttpConnectionPool {
  /** Most requests of one proxy that wait for a connection, HTTP/2 too; 0 is the default. @default - 2^32 - 1 */
  readonly http1MaxPendingRequests?: number;
  /** Most requests of one proxy in flight, HTTP/1.1 too; 0 is the default. @default - 2^32 - 1 */
  readonly http2MaxRequests?: number;
  /** Requests after which a connection is closed; 1 for no keep-alive, 0 for no limit. @default 0 */
  readonly maxRequestsPerConnection?: number;
  /** Most retries of one proxy in flight; 0 is the default and does *not* switch retries off: see `HttpRetry.attempts`. @default - 2^32 - 1 */
  readonly maxRetries?: number;
  /** Time without a request after which a connection is closed: whole milliseconds, 1 or more. @default - `tcp.idleTimeout`, else 1 hour */
  readonly idleTimeout?: Duration;
  /** Whether HTTP/1.1 requests become HTTP/2. UPGRADE is refused beside `useClientProtocol`. @default H2UpgradePolicy.DEFAULT */
  readonly h2UpgradePolicy?: H2UpgradePolicy;
  /** Whether requests keep the protocol in which they came; then none is upgraded. @default false */
  readonly useClientProtocol?: boolean;
  /** Most streams at a time on an HTTP/2 connection, no effect on HTTP/1.1; 0 is the default. @default - 2^31 - 1 */
  readonly maxConcurrentStreams?: number;
}

/**
 * How many connections and requests a proxy may open towards the destination (a circuit breaker).
 * Each proxy counts for itself; the destination's own sidecar applies the limits, too. Istio cannot tell
 * a limit of 0 from none (the FIXME at `applyConnectionPool` in
 * pilot/pkg/networking/core/cluster_traffic_policy.go of istio 1.30.3). Refused if empty.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings
 */
export interface ConnectionPool {
  /** Limits on connections. @default - Istio's */
  readonly tcp?: TcpConnectionPool;
  /** Limits on HTTP requests. @default - Istio's */
  readonly http?: HttpConnectionPool;
}

const renderH2UpgradePolicy = oneOf(Object.values(H2UpgradePolicy), 'is not a policy');

/** `validateConnectionPool` in pkg/config/validation of istio 1.30.3. @internal */
export function renderConnectionPool(pool: ConnectionPool, place: Place): Manifest<DestinationRuleSpecTrafficPolicyConnectionPool> {
  const { tcp, http, ...rest } = place.struct(pool, 'ConnectionPool');
  place.refuseUnknown(rest, 'ConnectionPool');
  if (tcp === undefined && http === undefined)
    place.fail(pool, 'says nothing, which Istio refuses', 'set tcp or http, or leave the pool out');
  return withoutUndefined({ tcp: place.field('tcp', tcp, renderTcp), http: place.field('http', http, renderHttp) });
}

function renderTcp(tcp: TcpConnectionPool, place: Place): Manifest<DestinationRuleSpecTrafficPolicyConnectionPoolTcp> {
  const { maxConnections, connectTimeout, tcpKeepalive, maxConnectionDuration, idleTimeout, ...rest } = place.struct(
    tcp,
    'TcpConnectionPool',
  );
  place.refuseUnknown(rest, 'TcpConnectionPool');
  return withoutUndefined({
    maxConnections: place.field('maxConnections', maxConnections, renderInteger),
    connectTimeout: place.field('connectTimeout', connectTimeout, renderDuration),
    tcpKeepalive: place.field('tcpKeepalive', tcpKeepalive, renderTcpKeepalive),
    maxConnectionDuration: place.field('maxConnectionDuration', maxConnectionDuration, renderDuration),
    idleTimeout: place.field('idleTimeout', idleTimeout, (timeout, at) => renderDuration(timeout, at, 'zero is allowed')),
  });
}

/** `setKeepAliveSettings` in pilot/pkg/networking/core/cluster.go of istio 1.30.3 passes whole seconds to Envoy. */
function renderTcpKeepalive(
  keepalive: TcpKeepalive,
  place: Place,
): Manifest<DestinationRuleSpecTrafficPolicyConnectionPoolTcpTcpKeepalive> {
  const { probes, time, interval, ...rest } = place.struct(keepalive, 'TcpKeepalive');
  place.refuseUnknown(rest, 'TcpKeepalive');
  return withoutUndefined({
    probes: place.field('probes', probes, (count, at) => renderInteger(count, at, 0, MAX_UINT32)),
    time: place.field('time', time, renderWholeSeconds),
    interval: place.field('interval', interval, renderWholeSeconds),
  });
}

function renderHttp(http: HttpConnectionPool, place: Place): Manifest<DestinationRuleSpecTrafficPolicyConnectionPoolHttp> {
  const {
    http1MaxPendingRequests,
    http2MaxRequests,
    maxRequestsPerConnection,
    maxRetries,
    idleTimeout,
    h2UpgradePolicy,
    useClientProtocol,
    maxConcurrentStreams,
    ...rest
  } = place.struct(http, 'HttpConnectionPool');
  place.refuseUnknown(rest, 'HttpConnectionPool');
  if (h2UpgradePolicy === H2UpgradePolicy.UPGRADE && useClientProtocol) {
    place.at('h2UpgradePolicy').fail(h2UpgradePolicy, 'contradicts useClientProtocol, which keeps HTTP/1.1', 'remove one of the two');
  }
  return withoutUndefined({
    http1MaxPendingRequests: place.field('http1MaxPendingRequests', http1MaxPendingRequests, renderInteger),
    http2MaxRequests: place.field('http2MaxRequests', http2MaxRequests, renderInteger),
    maxRequestsPerConnection: place.field('maxRequestsPerConnection', maxRequestsPerConnection, renderInteger),
    maxRetries: place.field('maxRetries', maxRetries, renderInteger),
    idleTimeout: place.field('idleTimeout', idleTimeout, renderDuration),
    h2UpgradePolicy: place.field('h2UpgradePolicy', h2UpgradePolicy, renderH2UpgradePolicy),
    useClientProtocol: place.field('useClientProtocol', useClientProtocol, renderBoolean),
    maxConcurrentStreams: place.field('maxConcurrentStreams', maxConcurrentStreams, renderInteger),
  });
}
