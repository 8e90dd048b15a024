import { BOOL, DURATION, INT32, message, optional, type Read, STRING } from '../../decode';
import type { Spot } from '../../spot';
import { checkDuration } from '../../value/duration';

/** networking/v1alpha3 `HTTPRetry` */
export const HTTP_RETRY = message({
  attempts: INT32,
  perTryTimeout: optional(DURATION),
  retryOn: STRING,
  retryRemoteLocalities: optional(BOOL),
  retryIgnorePreviousHosts: optional(BOOL),
  backoff: optional(DURATION),
});

/** `supportedRetryOnPolicies`, istio 1.30.3 pkg/config/validation/validation.go */
const CONDITIONS: ReadonlySet<string> = new Set([
  ...['5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream'],
  ...['retriable-status-codes', 'retriable-headers', 'envoy-ratelimited', 'http3-post-connect-failure'],
  ...['cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable'],
]);

/** Statuses that have a name. `StatusText`, Go 1.25 src/net/http/status.go */
const STATUSES: ReadonlySet<number> = new Set([
  ...[100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308],
  ...[400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426],
  ...[428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511],
]);

/** When a request is sent again. `validateHTTPRetry`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkHttpRetry(retries: Read<typeof HTTP_RETRY> | undefined, spot: Spot): void {
  if (!retries) return;
  const { attempts, perTryTimeout, retryOn, retryRemoteLocalities, backoff } = retries;
  if (attempts < 0) spot.at('attempts').error(`${attempts} attempts cannot be made: use 0 or more.`);
  if (attempts === 0 && (perTryTimeout !== undefined || retryOn !== '' || retryRemoteLocalities !== undefined)) {
    spot.error('With 0 attempts nothing is sent again, yet more is said about it: set attempts, or remove the rest.');
  }
  checkDuration(perTryTimeout, spot.at('perTryTimeout'));
  if (retryOn !== '') checkRetryOn(retryOn, spot.at('retryOn'));
  checkDuration(backoff, spot.at('backoff'));
}

function checkRetryOn(retryOn: string, spot: Spot): void {
  for (const condition of retryOn.split(',')) {
    // Go's Atoi takes signs and leading zeros.
    const status = /^[-+]?\d+$/.test(condition) ? Number(condition) : 0;
    if (CONDITIONS.has(condition) || STATUSES.has(status)) continue;
    spot.error(
      `${JSON.stringify(condition)} is no condition to retry on: use an HTTP status or one of ${[...CONDITIONS].join(', ')}, without blanks.`,
    );
  }
}
