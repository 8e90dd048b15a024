import type { Duration } from 'cdk8s';
import type { Place } from './place';

/** Units of Go's duration syntax, largest first, in milliseconds. */
const UNITS: [string, number][] = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
];

/** What Go's 63 bits of nanoseconds hold: the API server refuses a longer duration. */
const MAX_MILLIS = 9_223_372_036_854;

/**
 * A duration as Istio's manifests write it, in the largest unit that divides it: `90s`, `2m`, `500ms`.
 *
 * Istio takes whole milliseconds from 1ms up (`ValidateDuration` in pkg/config/validation/agent of
 * istio 1.30.3); a few fields take 0 for "off" as well.
 *
 * @internal
 */
export function renderDuration(duration: Duration, place: Place, zero: 'zero is allowed' | 'from 1ms' = 'from 1ms'): string {
  if (typeof duration?.toMilliseconds !== 'function') {
    place.fail(duration, 'is not a duration', "give one of cdk8s' Duration, e.g. Duration.seconds(2)");
  }
  const exact = duration.toMilliseconds({ integral: false });
  // Binary fractions: 1.001 seconds are 1000.9999999999999ms.
  const millis = Math.round(exact);
  const whole = Math.abs(exact - millis) <= 8 * Number.EPSILON * millis;
  if (exact === 0 && zero === 'zero is allowed') return '0s';
  if (!whole || millis < 1) place.fail(`${exact}ms`, 'is not a duration that Istio takes', 'give whole milliseconds, 1 or more');
  if (millis > MAX_MILLIS) place.fail(`${millis}ms`, 'is longer than Go counts', 'give at most 2562047 hours');
  const [unit, size] = UNITS.find(([, size]) => millis % size === 0)!;
  return `${millis / size}${unit}`;
}
