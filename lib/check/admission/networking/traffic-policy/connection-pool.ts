import { BOOL, DURATION, enumeration, INT32, message, optional, type Read, UINT32 } from '../../decode';
import type { Spot } from '../../spot';
import { checkDuration, checkDurationOrOff } from '../../value/duration';

const TCP_SETTINGS = message({
  maxConnections: INT32,
  connectTimeout: optional(DURATION),
  tcpKeepalive: optional(message({ probes: UINT32, time: optional(DURATION), interval: optional(DURATION) })),
  maxConnectionDuration: optional(DURATION),
  idleTimeout: optional(DURATION),
});

const HTTP_SETTINGS = message({
  http1MaxPendingRequests: INT32,
  http2MaxRequests: INT32,
  maxRequestsPerConnection: INT32,
  maxRetries: INT32,
  idleTimeout: optional(DURATION),
  h2UpgradePolicy: enumeration('DEFAULT', 'DO_NOT_UPGRADE', 'UPGRADE'),
  useClientProtocol: BOOL,
  maxConcurrentStreams: INT32,
});

/** networking/v1alpha3 `ConnectionPoolSettings` */
export const CONNECTION_POOL_SETTINGS = message({ tcp: optional(TCP_SETTINGS), http: optional(HTTP_SETTINGS) });

/** Limits on connections. `validateConnectionPool`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkConnectionPool(settings: Read<typeof CONNECTION_POOL_SETTINGS> | undefined, spot: Spot): void {
  if (!settings) return;
  if (!settings.http && !settings.tcp) spot.error('The connection pool is empty: give it tcp or http settings, or leave it out.');
  if (settings.http) checkHttp(settings.http, spot.at('http'));
  if (settings.tcp) checkTcp(settings.tcp, spot.at('tcp'));
}

const HTTP_LIMITS = [
  'http1MaxPendingRequests',
  'http2MaxRequests',
  'maxRequestsPerConnection',
  'maxRetries',
  'maxConcurrentStreams',
] as const;

function checkHttp(http: Read<typeof HTTP_SETTINGS>, spot: Spot): void {
  for (const field of HTTP_LIMITS) checkLimit(http[field], spot.at(field));
  checkDuration(http.idleTimeout, spot.at('idleTimeout'));
  if (http.h2UpgradePolicy === 'UPGRADE' && http.useClientProtocol) {
    spot.at('useClientProtocol').error("UPGRADE always speaks HTTP/2, so the client's protocol cannot be kept: remove one of the two.");
  }
}

function checkTcp(tcp: Read<typeof TCP_SETTINGS>, spot: Spot): void {
  checkLimit(tcp.maxConnections, spot.at('maxConnections'));
  checkDuration(tcp.connectTimeout, spot.at('connectTimeout'));
  checkDuration(tcp.maxConnectionDuration, spot.at('maxConnectionDuration'));
  checkDurationOrOff(tcp.idleTimeout, spot.at('idleTimeout'));
  checkDuration(tcp.tcpKeepalive?.time, spot.at('tcpKeepalive').at('time'));
  checkDuration(tcp.tcpKeepalive?.interval, spot.at('tcpKeepalive').at('interval'));
}

function checkLimit(limit: number, spot: Spot): void {
  if (limit < 0) spot.error(`The limit ${limit} is negative: use 0 or more.`);
}
