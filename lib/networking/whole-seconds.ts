import type { Duration } from 'cdk8s';
import { renderDuration } from '../render/duration';
import type { Place } from '../render/place';

/** A duration of which the proxy keeps the whole seconds only; a fraction, which it would drop, is refused. @internal */
export function renderWholeSeconds(duration: Duration, place: Place, zero?: 'zero is allowed'): string {
  const rendered = renderDuration(duration, place, zero);
  if (Math.round(duration.toMilliseconds({ integral: false })) % 1000 !== 0) {
    place.fail(rendered, 'is not a whole number of seconds: the proxy drops the rest', 'round it');
  }
  return rendered;
}
