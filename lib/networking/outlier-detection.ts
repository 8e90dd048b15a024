import type { Duration } from 'cdk8s';
import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { DestinationRuleSpecTrafficPolicyOutlierDetection } from '../../imports/networking.istio.io';
import { renderDuration } from '../render/duration';
import { MAX_UINT32, renderInteger } from '../render/number';
import { renderBoolean } from '../render/values';

/**
 * When a proxy stops sending to an endpoint that fails, and for how long. An empty one switches the
 * detection on with its defaults. Locality failover needs it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection
 */
export interface OutlierDetection {
  /**
   * Answers 5xx in a row that eject an endpoint; on TCP failed connections and requests. 0 for never.
   *
   * @default 5
   */
  readonly consecutive5xxErrors?: number;
  /**
   * Answers 502, 503 or 504 in a row that eject an endpoint; on TCP failed connections. 0 for never.
   * They count as 5xx, too, so only a number below `consecutive5xxErrors` makes a difference.
   *
   * @default 0
   */
  readonly consecutiveGatewayErrors?: number;
  /**
   * Whether failures that the proxy itself sees (no connection, timeouts) are counted apart from
   * what endpoints answer.
   *
   * @default false
   */
  readonly splitExternalLocalOriginErrors?: boolean;
  /**
   * Failures in a row that the proxy itself sees and that eject an endpoint; 0 is the default. More is
   * refused without `splitExternalLocalOriginErrors`.
   *
   * @default - 5 with `splitExternalLocalOriginErrors`, else they count as 5xx
   */
  readonly consecutiveLocalOriginFailures?: number;
  /** Time between two sweeps that eject and take back: whole milliseconds, 1 or more. @default - 10 seconds */
  readonly interval?: Duration;
  /** Time out of the pool, times the number of ejections so far: whole milliseconds, 1 or more. @default - 30 seconds */
  readonly baseEjectionTime?: Duration;
  /** Most endpoints that may be out, in percent, 0 to 100; 0 is the default. @default 10 */
  readonly maxEjectionPercent?: number;
  /**
   * Share of healthy endpoints, in percent, below which all get requests again, ejected or not; 0 for never.
   *
   * @default 0
   */
  readonly minHealthPercent?: number;
}

type L1 = Manifest<DestinationRuleSpecTrafficPolicyOutlierDetection>;

/** `cdk8s import` spells one field its own way; the manifest has Istio's `consecutive5xxErrors`. @internal */
export interface OutlierDetectionManifest extends Omit<L1, 'consecutive5XxErrors'> {
  consecutive5xxErrors?: L1['consecutive5XxErrors'];
}

/** `validateOutlierDetection` in pkg/config/validation of istio 1.30.3. @internal */
export function renderOutlierDetection(detection: OutlierDetection, place: Place): OutlierDetectionManifest {
  const {
    consecutive5xxErrors,
    consecutiveGatewayErrors,
    splitExternalLocalOriginErrors,
    consecutiveLocalOriginFailures,
    interval,
    baseEjectionTime,
    maxEjectionPercent,
    minHealthPercent,
    ...rest
  } = place.struct(detection, 'OutlierDetection');
  place.refuseUnknown(rest, 'OutlierDetection');
  if (consecutiveLocalOriginFailures && !splitExternalLocalOriginErrors) {
    place
      .at('consecutiveLocalOriginFailures')
      .fail(consecutiveLocalOriginFailures, 'counts nothing while local failures are not split off', 'set splitExternalLocalOriginErrors');
  }
  return withoutUndefined({
    consecutive5xxErrors: place.field('consecutive5xxErrors', consecutive5xxErrors, renderCount),
    consecutiveGatewayErrors: place.field('consecutiveGatewayErrors', consecutiveGatewayErrors, renderCount),
    splitExternalLocalOriginErrors: place.field('splitExternalLocalOriginErrors', splitExternalLocalOriginErrors, renderBoolean),
    consecutiveLocalOriginFailures: place.field('consecutiveLocalOriginFailures', consecutiveLocalOriginFailures, renderCount),
    interval: place.field('interval', interval, renderDuration),
    baseEjectionTime: place.field('baseEjectionTime', baseEjectionTime, renderDuration),
    maxEjectionPercent: place.field('maxEjectionPercent', maxEjectionPercent, renderPercent),
    minHealthPercent: place.field('minHealthPercent', minHealthPercent, renderPercent),
  });
}

function renderCount(count: number, place: Place): number {
  return renderInteger(count, place, 0, MAX_UINT32);
}

function renderPercent(percent: number, place: Place): number {
  return renderInteger(percent, place, 0, 100);
}
