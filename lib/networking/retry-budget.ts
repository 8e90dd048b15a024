import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { DestinationRuleSpecTrafficPolicyRetryBudget } from '../../imports/networking.istio.io';
import { MAX_UINT32, renderInteger, renderNumber } from '../render/number';

/**
 * A limit on the retries of one proxy that grows with its requests; it takes the place of
 * `connectionPool.http.maxRetries`. An empty one switches it on with its defaults.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-RetryBudget
 */
export interface RetryBudget {
  /** Retries in flight, in percent of the requests in flight or waiting, 0 to 100. @default 20 */
  readonly percent?: number;
  /** Retries in flight that are always allowed; 0 is the default. @default 3 */
  readonly minRetryConcurrency?: number;
}

/** `applyRetryBudget` in pilot/pkg/networking/core/cluster_traffic_policy.go of istio 1.30.3. @internal */
export function renderRetryBudget(budget: RetryBudget, place: Place): Manifest<DestinationRuleSpecTrafficPolicyRetryBudget> {
  const { percent, minRetryConcurrency, ...rest } = place.struct(budget, 'RetryBudget');
  place.refuseUnknown(rest, 'RetryBudget');
  return withoutUndefined({
    percent: place.field('percent', percent, (value, at) => renderNumber(value, at, 0, 100)),
    minRetryConcurrency: place.field('minRetryConcurrency', minRetryConcurrency, (count, at) => renderInteger(count, at, 0, MAX_UINT32)),
  });
}
