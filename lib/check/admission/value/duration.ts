import type { Spot } from '../spot';

const MILLISECOND = 1_000_000n;
const SECOND = 1_000_000_000n;

/** At least a millisecond, and no fraction of one. `ValidateDuration`, istio 1.30.3 pkg/config/validation/agent/validation.go */
export function checkDuration(nanoseconds: bigint | undefined, spot: Spot): void {
  if (nanoseconds === undefined) return;
  if (nanoseconds < MILLISECOND) spot.error('The duration is shorter than a millisecond: use at least "1ms".');
  else if (nanoseconds % MILLISECOND !== 0n) spot.error('The duration has a fraction of a millisecond: use whole milliseconds.');
}

/** As {@link checkDuration}, but less than a millisecond, above all `0s`, switches the timeout off. `validateConnectionPool` */
export function checkDurationOrOff(nanoseconds: bigint | undefined, spot: Spot): void {
  if (nanoseconds !== undefined && nanoseconds / MILLISECOND !== 0n) checkDuration(nanoseconds, spot);
}

/** True of a duration that is not a whole number of seconds. */
export function hasFractionOfSecond(nanoseconds: bigint): boolean {
  return nanoseconds % SECOND > 0n;
}
