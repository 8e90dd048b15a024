import { isObject } from '../../../model';
import type { Spot } from '../spot';
import type { Type } from './type';

const NON_FINITE: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

function scalar<T>(zero: T, parse: (value: unknown) => T | undefined, what: string): Type<T> {
  const read = (value: unknown, spot: Spot): T => {
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    spot.error(`This must be ${what}, not ${describe(value)}.`);
    return zero;
  };
  return { read, zero };
}

/** A text; numbers and booleans are none. */
export const STRING: Type<string> = scalar('', (value) => (typeof value === 'string' ? value : undefined), 'a string: quote it');

/** `true` or `false`, without quotes. */
export const BOOL: Type<boolean> = scalar(
  false,
  (value) => (typeof value === 'boolean' ? value : undefined),
  'true or false, without quotes',
);

export const INT32: Type<number> = wholeNumber(-(2 ** 31), 2 ** 31 - 1);
export const UINT32: Type<number> = wholeNumber(0, 2 ** 32 - 1);
/** Beyond 2^53 it is rounded, which no rule can tell. */
export const UINT64: Type<number> = wholeNumber(0, 2 ** 64 - 1);

/** Any number; also the texts `NaN`, `Infinity` and `-Infinity`. */
export const DOUBLE: Type<number> = scalar(0, (value) => NON_FINITE.get(value) ?? finiteIn(value), 'a number');

/**
 * Bytes, written in base64; read as their number, which is all that the rules ask for. encoding/json also takes a list of them, which
 * the API server refuses.
 */
export const BYTES: Type<number> = scalar(0, (value) => sizeOfBase64(value) ?? sizeOfList(value), 'bytes in base64, with padding');

/** Any JSON object, not looked into. */
export const STRUCT: Type<Readonly<Record<string, unknown>>> = scalar({}, (value) => (isObject(value) ? value : undefined), 'a mapping');

function wholeNumber(min: number, max: number): Type<number> {
  const parse = (value: unknown): number | undefined => {
    const number = numberIn(value, min < 0 ? /^-?(?:0|[1-9]\d*)$/ : /^(?:0|[1-9]\d*)$/);
    return number !== undefined && Number.isInteger(number) && number >= min && number <= max ? number : undefined;
  };
  return scalar(0, parse, `a whole number from ${min} to ${max}`);
}

/**
 * A number, or a text that holds one in JSON's form: the webhook strips the quotes and parses what is left, so that blanks around it
 * and `null` pass too (`trimQuote`). The API server refuses such texts, `istioctl` does not.
 */
function numberIn(value: unknown, form: RegExp): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/^ +| +$/g, '');
  if (text === 'null') return 0;
  return form.test(text) ? Number(text) : undefined;
}

/** A text that holds more than 64 bits can is refused, as Go's ParseFloat refuses it. */
function finiteIn(value: unknown): number | undefined {
  const number = numberIn(value, /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/);
  return typeof value === 'string' && number !== undefined && !Number.isFinite(number) ? undefined : number;
}

function sizeOfBase64(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const digits = value.replace(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined;
  return (digits.length / 4) * 3 - (digits.endsWith('==') ? 2 : digits.endsWith('=') ? 1 : 0);
}

function sizeOfList(value: unknown): number | undefined {
  const isByte = (each: unknown): boolean =>
    each === null || (typeof each === 'number' && Number.isInteger(each) && each >= 0 && each <= 255);
  return Array.isArray(value) && value.every(isByte) ? value.length : undefined;
}

/** A value in a message, short. */
export function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'a mapping';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
