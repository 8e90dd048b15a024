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

const LIMIT = 2n ** 63n;
const PART = /(\d*)(?:(\.)(\d*))?([^.\d]+)/y;

/**
 * Nanoseconds of `1m30s`, `-.5s`, `+300ms`; undefined for what Go does not read or cannot hold in 64 bits.
 * `time.ParseDuration`, Go 1.26 src/time/format.go
 */
export function parseGoDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const rest = negative || text.startsWith('+') ? text.slice(1) : text;
  if (rest === '0') return 0n;
  if (rest === '') return undefined;
  let sum = 0n;
  PART.lastIndex = 0;
  while (PART.lastIndex < rest.length) {
    const part = PART.exec(rest);
    if (!part) return undefined;
    const [, whole = '', , fraction = '', unit = ''] = part;
    const nanoseconds = nanosecondsOf(whole, fraction, unit);
    if (nanoseconds === undefined) return undefined;
    sum += nanoseconds;
    if (sum > LIMIT) return undefined;
  }
  if (negative) return -sum;
  return sum < LIMIT ? sum : undefined;
}

function nanosecondsOf(whole: string, fraction: string, unit: string): bigint | undefined {
  const size = UNITS.get(unit);
  if (size === undefined || (whole === '' && fraction === '')) return undefined;
  if (whole.length > MAX_DIGITS && /[1-9]/.test(whole.slice(0, -MAX_DIGITS))) return undefined;
  const amount = BigInt(whole.slice(-MAX_DIGITS) || 0) * size + fractionOf(fraction, size);
  return amount <= LIMIT ? amount : undefined;
}

/** More digits than 2^63 has; beyond it there is only overflow to find. */
const MAX_DIGITS = 20;

/** Of a fraction Go reads digits until they exceed 63 bits, and computes with floats from there. `leadingFraction` */
function fractionOf(digits: string, size: bigint): bigint {
  let read = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = read * 10n + BigInt(digit);
    if (read > (LIMIT - 1n) / 10n || next > LIMIT) break;
    read = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(read) * (Number(size) / scale)));
}
