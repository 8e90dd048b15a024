import { parseGoDuration } from '../../../model';
import type { Spot } from '../spot';
import { describe } from './scalar';
import type { Type } from './type';

/** A duration in nanoseconds, written as Go does: `1m30s`, `2.5s`, `250ms`. */
export const DURATION: Type<bigint> = {
  read: (value: unknown, spot: Spot): bigint => {
    const duration = typeof value === 'string' ? parseGoDuration(value) : undefined;
    if (duration === undefined) spot.error(`${describe(value)} is not a duration: write a number and h, m, s or ms, such as "1m30s".`);
    return duration ?? 0n;
  },
  zero: 0n,
};
