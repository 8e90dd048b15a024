import type { Duration } from 'cdk8s';
import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { DestinationRuleSpecTrafficPolicyLoadBalancerWarmup } from '../../imports/networking.istio.io';
import { renderDuration } from '../render/duration';
import { renderNumber } from '../render/number';

/**
 * A slow start for new endpoints: they begin with a part of their share and grow to the whole.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#WarmupConfiguration
 */
export interface Warmup {
  /** Time from an endpoint's creation to its full share: whole milliseconds, 1 or more. */
  readonly duration: Duration;
  /** Share to begin with, in percent of the full one, 0 to 100. @default 10 */
  readonly minimumPercent?: number;
  /** How the share grows: 1 evenly, more than 1 faster at first. Not below 1. @default 1 */
  readonly aggression?: number;
}

/** `validateLoadBalancer` in pkg/config/validation of istio 1.30.3. @internal */
export function renderWarmup(warmup: Warmup, place: Place): Manifest<DestinationRuleSpecTrafficPolicyLoadBalancerWarmup> {
  const { duration, minimumPercent, aggression, ...rest } = place.struct(warmup, 'Warmup');
  place.refuseUnknown(rest, 'Warmup');
  return withoutUndefined({
    duration: renderDuration(duration, place.at('duration')),
    minimumPercent: place.field('minimumPercent', minimumPercent, (percent, at) => renderNumber(percent, at, 0, 100)),
    aggression: place.field('aggression', aggression, renderAggression),
  });
}

function renderAggression(aggression: number, place: Place): number {
  if (!Number.isFinite(aggression) || aggression < 1) place.fail(aggression, 'is out of range', 'give a number of 1 or more');
  return aggression;
}
