/** What a JSON value is to the API server, which tells integers that fit 64 bits from other numbers. */
export type JsonType = 'array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string' | 'other';

/**
 * The type of a value as it arrives at the API server. What JSON cannot hold is `other`; numbers that JSON cannot hold
 * are null, as `JSON.stringify` writes them.
 */
export function typeOf(value: unknown): JsonType {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      if (Number.isInteger(value)) return value >= -TWO_TO_63 && value < TWO_TO_63 ? 'integer' : 'number';
      return Number.isFinite(value) ? 'number' : 'null';
    case 'boolean':
      return 'boolean';
    case 'undefined':
      return 'null';
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? 'array' : 'object';
    case 'bigint':
    case 'function':
    case 'symbol':
      return 'other';
  }
}

const TWO_TO_63 = 2 ** 63;

/** An object whose keys are nobody's but its own. */
export type Mapping = Readonly<Record<string, unknown>>;

/** A value in a message: short, and on one line. */
export function show(value: unknown): string {
  const type = typeOf(value);
  if (type === 'array') return 'a list';
  if (type === 'object') return 'a mapping';
  if (type === 'null') return 'null';
  if (type === 'other') return `a ${typeof value}`;
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}

const SHOWN = 60;

/** The last step of a path as a message names it: a field, or an item of a list. */
export function nameOf(path: readonly (string | number)[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'the object';
  if (typeof last === 'string') return /^[!-~]{1,60}$/.test(last) ? last : show(last);
  const list = path.at(-2);
  return typeof list === 'string' ? `${list}[${last}]` : `item ${last}`;
}

/** `a, b and c` */
export function enumerate(words: readonly string[], conjunction = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}

/** How many code points a text has: Go counts runes, JavaScript halves of some. */
export function lengthOf(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) index++;
    length++;
  }
  return length;
}
