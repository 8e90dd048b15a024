import { HttpRetry } from '../../model';
import { Retries } from '../decision';
import { normalizeDuration } from '../duration';

/** When Istio retries unless a rule or mesh config says otherwise: twice. `defaultRetryOn` */
const DEFAULT_RETRY_ON = 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes';

/** Statuses that have a name in Go's net/http, which is what `retryOn` takes for a status code. */
const STATUS_TEXTS: ReadonlySet<number> = new Set([
  100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403, 404,
  405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 500, 501, 502,
  503, 504, 505, 506, 507, 508, 510, 511,
]);

/**
 * How often and when a request is tried again, given the rule's policy or mesh config's; undefined: Istio's default.
 * `ConvertPolicy`, istio 1.30.3 pilot/pkg/networking/core/route/retry/retry.go
 */
export function toRetries(policy: HttpRetry | undefined): Retries | undefined {
  if (!policy) return undefined;
  const attempts = policy.attempts ?? 0;
  if (attempts <= 0) return { attempts: 0 };
  const { retryOn, retriableStatusCodes } = parseRetryOn(policy.retryOn);
  const perTryTimeout = normalizeDuration(policy.perTryTimeout);
  return {
    attempts,
    retryOn,
    ...(retriableStatusCodes.length > 0 && { retriableStatusCodes }),
    ...(perTryTimeout !== undefined && { perTryTimeout }),
  };
}

/** Numbers among the conditions are status codes, which need a condition of their own. `parseRetryOn` */
function parseRetryOn(written: string | undefined): { retryOn: string; retriableStatusCodes: number[] } {
  if (!written) return { retryOn: DEFAULT_RETRY_ON, retriableStatusCodes: [] };
  const codes: number[] = [];
  const conditions: string[] = [];
  for (const part of written.split(',').map((each) => each.trim())) {
    if (part === '') continue;
    if (/^[+-]?\d+$/.test(part) && STATUS_TEXTS.has(Number(part))) codes.push(Number(part));
    else conditions.push(part);
  }
  const joined = conditions.join(',');
  const lacks = codes.length > 0 && !joined.includes('retriable-status-codes');
  return { retryOn: lacks ? `${joined},retriable-status-codes` : joined, retriableStatusCodes: codes };
}
