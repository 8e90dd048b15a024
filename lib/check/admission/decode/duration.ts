import type { Spot } from '../spot';
import { describe } from './scalar';
import type { Type } from './type';

/** Nanoseconds of Go's units. */
const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['\u00b5s', 1_000n],
  ['\u03bcs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

const PART = /(\d*)(\.\d*)?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/y;

/** No more digits than 63 bits have, besides zeros. */
const MEASURABLE = /^0*\d{0,19}$/;

/** What 63 bits of nanoseconds hold, some 292 years. */
const MAX = 2n ** 63n - 1n;

/** A duration in nanoseconds, written as Go does: `1m30s`, `2.5s`, `250ms`. */
export const DURATION: Type<bigint> = {
  read: (value: unknown, spot: Spot): bigint => {
    const duration = typeof value === 'string' ? parseDuration(value) : undefined;
    if (duration === undefined) spot.error(`${describe(value)} is not a duration: write a number and h, m, s or ms, such as "1m30s".`);
    return duration ?? 0n;
  },
  zero: 0n,
};

/** `ParseDuration`, Go 1.25 src/time/format.go */
export function parseDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const unsigned = /^[-+]/.test(text) ? text.slice(1) : text;
  if (unsigned === '0') return 0n;
  if (unsigned === '') return undefined;
  let sum = 0n;
  for (let at = 0; at < unsigned.length; at = PART.lastIndex) {
    PART.lastIndex = at;
    const [part, whole = '', fraction = '', unit] = PART.exec(unsigned) ?? [];
    if (part === undefined || (whole === '' && fraction.length <= 1) || !MEASURABLE.test(whole)) return undefined;
    const size = UNITS.get(unit!)!;
    sum += BigInt(whole) * size + fractionOf(size, fraction.slice(1));
    if (sum > MAX + 1n) return undefined;
  }
  if (sum > MAX && !negative) return undefined;
  return negative ? -sum : sum;
}

/** The part of a unit that some decimals are, in floating point as Go does it; digits that 63 bits can't hold don't count. */
function fractionOf(unit: bigint, digits: string): bigint {
  const counted = digits.slice(0, 18);
  return BigInt(Math.trunc(Number(counted) * (Number(unit) / 10 ** counted.length)));
}
