import type { Duration } from 'cdk8s';
import { renderDuration } from '../../render/duration';
import type { Place } from '../../render/place';

/** A duration as the JSON of protobuf has it, in seconds only: `90s`, `0.5s`. Go reads it, too. @internal */
export function renderProtoDuration(duration: Duration, place: Place): string {
  renderDuration(duration, place);
  return `${Math.round(duration.toMilliseconds({ integral: false })) / 1000}s`;
}
