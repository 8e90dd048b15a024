import { isObject, parseGoDuration } from '../../model';

/**
 * What a value of a field must be, where it is something else: a clause such as "a text". Of `null` nobody asks, it leaves
 * a field as it is. As `jsonpb` of golang/protobuf 1.5 reads JSON.
 */
export type Check = (value: unknown) => string | undefined;

export const text: Check = (value) => (typeof value === 'string' ? undefined : 'a text');
export const notEmpty: Check = (value) => (value === '' ? 'a text that is not empty' : text(value));
export const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
export const mapping: Check = (value) => (isObject(value) ? undefined : 'a mapping');
export const texts: Check = (value) =>
  isObject(value) && Object.values(value).every((each) => each === null || typeof each === 'string') ? undefined : 'a mapping of texts';

/** A list whose members pass a check. */
export function listOf(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return 'a list';
    const wanted = value.map(check).find((each) => each !== undefined);
    return wanted === undefined ? undefined : `a list, each of it ${wanted}`;
  };
}

/** Numbers may be written as texts too. */
export function whole(from: number, to: number): Check {
  return (value) => {
    const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= from && number <= to
      ? undefined
      : `a number from ${from} to ${to}`;
  };
}

export const INT32 = whole(-2147483648, 2147483647);
export const UINT32 = whole(0, 4294967295);

export const decimal: Check = (value) =>
  typeof value === 'number' || (typeof value === 'string' && /^\s*-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\s*$/.test(value))
    ? undefined
    : 'a number';

/** One of some words; numbers stand for them too. */
export function oneOf(...words: readonly string[]): Check {
  return (value) => (words.includes(value as string) || INT32(value) === undefined ? undefined : `one of ${words.join(', ')}`);
}

/** The grammar is that of Go. */
export const duration: Check = (value) =>
  typeof value === 'string' && parseGoDuration(value) !== undefined ? undefined : 'a duration like 5s';

/** A mapping of fields, of which some must be there; others than these are left alone. */
export function message(fields: Readonly<Record<string, Check>>, ...needed: readonly string[]): Check {
  const checks = new Map(Object.entries(fields));
  return (value) => {
    if (!isObject(value)) return 'a mapping';
    const missing = needed.find((name) => value[name] === undefined || value[name] === null);
    if (missing !== undefined) return `a mapping with ${missing}`;
    const [name, wanted] = problemIn(value, checks) ?? [];
    return name === undefined ? undefined : `a mapping whose ${name} is ${wanted}`;
  };
}

/** The first field that is not what it must be, and what it must be. Names in `snake_case` mean the same. */
export function problemIn(
  value: Readonly<Record<string, unknown>>,
  fields: ReadonlyMap<string, Check>,
): readonly [name: string, wanted: string] | undefined {
  for (const [name, field] of Object.entries(value)) {
    const check = fields.get(name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()));
    const wanted = field === null ? undefined : check?.(field);
    if (wanted !== undefined) return [name, wanted];
  }
  return undefined;
}
