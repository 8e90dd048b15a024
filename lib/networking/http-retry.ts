import type { Duration } from 'cdk8s';
import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecHttpRetries } from '../../imports/networking.istio.io';
import { renderDuration } from '../render/duration';
import { renderInteger } from '../render/number';
import { listOf, renderBoolean, renderString } from '../render/values';

/**
 * How often a failed request is tried again. A route without it has what the mesh's config says, else 2
 * attempts on connect-failure, refused-stream, unavailable, cancelled and retriable-status-codes.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry
 */
export interface HttpRetry {
  /** Tries after the first, 0 or more; 0 switches retries off, and then nothing else must be set. */
  readonly attempts: number;
  /** Time for each try, the first included: whole milliseconds, 1 or more. @default - the route's timeout */
  readonly perTryTimeout?: Duration;
  /**
   * What to retry on: names of Envoy's policies for HTTP or gRPC, and HTTP statuses, e.g.
   * `['reset', '503']`.
   *
   * @default - Istio's default conditions
   */
  readonly retryOn?: string[];
  /** Least time between tries: whole milliseconds, 1 or more. @default - Envoy's: 25ms */
  readonly backoff?: Duration;
  /** Whether a retry may go to another locality. @default - Istio's: false */
  readonly retryRemoteLocalities?: boolean;
  /** Whether a retry avoids the endpoints that were tried. @default - Istio's: true, but for consistent hashing */
  readonly retryIgnorePreviousHosts?: boolean;
}

/** `supportedRetryOnPolicies` in pkg/config/validation of istio 1.30.3. */
const POLICIES = [
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'envoy-ratelimited',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
];

/** The statuses that Go's `http.StatusText` knows. */
const STATUS = /^(?:10[0-3]|20[0-8]|226|30[0-578]|40\d|41[0-8]|42[1-689]|431|451|50[0-8]|51[01])$/;

/** `validateHTTPRetry` in pkg/config/validation of istio 1.30.3. @internal */
export function renderHttpRetry(retry: HttpRetry, place: Place): Manifest<VirtualServiceSpecHttpRetries> {
  const { attempts, perTryTimeout, retryOn, backoff, retryRemoteLocalities, retryIgnorePreviousHosts, ...rest } = place.struct(
    retry,
    'HttpRetry',
  );
  place.refuseUnknown(rest, 'HttpRetry');
  const others = [perTryTimeout, retryOn, backoff, retryRemoteLocalities, retryIgnorePreviousHosts];
  if (attempts === 0 && others.some((other) => other !== undefined)) {
    place.fail(retry, 'switches retries off and sets them up at once', 'leave only "attempts: 0", or give 1 attempt or more');
  }
  return withoutUndefined({
    attempts: renderInteger(attempts, place.at('attempts')),
    perTryTimeout: place.field('perTryTimeout', perTryTimeout, renderDuration),
    retryOn: place.field('retryOn', retryOn, renderConditions),
    backoff: place.field('backoff', backoff, renderDuration),
    retryRemoteLocalities: place.field('retryRemoteLocalities', retryRemoteLocalities, renderBoolean),
    retryIgnorePreviousHosts: place.field('retryIgnorePreviousHosts', retryIgnorePreviousHosts, renderBoolean),
  });
}

function renderConditions(conditions: string[], place: Place): string | undefined {
  const rendered = listOf(renderCondition)(conditions, place);
  return rendered.length > 0 ? rendered.join(',') : undefined;
}

function renderCondition(condition: string, place: Place): string {
  if (!POLICIES.includes(renderString(condition, place)) && !STATUS.test(condition))
    place.fail(condition, 'is not a condition that Istio retries on', `use an HTTP status or one of ${POLICIES.join(', ')}`);
  return condition;
}
