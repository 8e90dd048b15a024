import type { Duration } from 'cdk8s';
import type { Place } from './place';

/** Units of Go's duration syntax, largest first, in milliseconds. */
const UNITS: [string, number][] = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
];

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
  const millis = duration.toMilliseconds({ integral: false });
  if (millis === 0 && zero === 'zero is allowed') return '0s';
  if (!(millis >= 1) || !Number.isSafeInteger(millis)) {
    place.fail(`${millis}ms`, 'is not a duration that Istio takes', 'give whole milliseconds, 1 or more');
  }
  const [unit, size] = UNITS.find(([, size]) => millis % size === 0)!;
  return `${millis / size}${unit}`;
}
