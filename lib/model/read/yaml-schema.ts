import { FAILSAFE_SCHEMA, Type } from 'js-yaml';

/** A plain scalar that JSON has no value for: infinity, or no number at all. */
export const NO_JSON: unique symbol = Symbol('no JSON');

const WORDS = new Map<string, boolean | null | typeof NO_JSON>([
  ...spellings(['y', 'yes', 'on', 'true'], true),
  ...spellings(['n', 'no', 'off', 'false'], false),
  ...spellings(['null'], null),
  ['~', null],
  ['', null],
  ...spellings(['.inf', '+.inf', '-.inf'], NO_JSON),
  ['.nan', NO_JSON],
  ['.NaN', NO_JSON],
  ['.NAN', NO_JSON],
]);

/** The three ways in which a word may be written: `on`, `On`, `ON`, but not `oN`. */
function spellings<V>(words: readonly string[], value: V): (readonly [string, V])[] {
  return words.flatMap((word) => {
    const title = word.replace(/[a-z]/, (letter) => letter.toUpperCase());
    return [word, title, word.toUpperCase()].map((spelling) => [spelling, value] as const);
  });
}

/** What anything but text can begin with. */
const START = /^[-+.~0-9yYnNoOtTfF]/;
const RADIX = /^([-+]?)0([xX][0-9a-fA-F_]+|[bB][01_]+|[oO]?[0-7_]+)$/;
const DECIMAL = /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?$/;

/** Stands at the end of a plain scalar for a `:` that is text to kubectl alone. It is a line break there, hence in no plain scalar. */
export const TEXT_COLON = '\u2028';

/** The value that kubectl takes a plain scalar for; the text itself where it is text to kubectl. */
export function resolvePlain(text: string): string | number | boolean | null | typeof NO_JSON {
  if (text.endsWith(TEXT_COLON)) return `${text.slice(0, -1)}:`;
  if (text !== '' && !START.test(text)) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const radix = RADIX.exec(text);
  if (radix) {
    const value = integer(radix[1]!, radix[2]!.replaceAll('_', ''));
    if (value !== undefined) return value;
  }
  if (!DECIMAL.test(text)) return text;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value + 0 : text;
}

/** The integer that is written as 0 and these digits, `undefined` where it takes more than 64 bits. */
function integer(sign: string, digits: string): number | undefined {
  const isOctal = /^[0-7]+$/.test(digits);
  if (!isOctal && digits.length < 2) return undefined;
  const value = BigInt(isOctal ? `0o${digits}` : `0${digits.toLowerCase()}`);
  const limit = sign === '-' ? 2n ** 63n : 2n ** 64n - 1n;
  return value > limit ? undefined : Number(sign === '-' ? -value : value);
}

/** Is thrown where a scalar means what JSON can not hold. */
export class NoJson extends Error {}

let resolved: unknown;

function resolve(text: string): unknown {
  const value = resolvePlain(text);
  if (value === NO_JSON) throw new NoJson(`JSON has no ${text}; quote it if it is text`);
  return value;
}

const construct = (): unknown => resolved;

function tagged(name: string, accepts: (value: unknown) => boolean): Type {
  return new Type(`tag:yaml.org,2002:${name}`, {
    kind: 'scalar',
    resolve: (text: string | null) => accepts((resolved = resolve(text ?? ''))),
    construct,
  });
}

/** A schema for js-yaml that reads plain scalars as kubectl does. */
export const KUBECTL_SCHEMA = FAILSAFE_SCHEMA.extend({
  implicit: [
    new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text) => text === '<<' }),
    new Type('plain', {
      kind: 'scalar',
      resolve: (text: string) => {
        resolved = resolve(text);
        return resolved !== text;
      },
      construct,
    }),
  ],
  explicit: [
    tagged('int', Number.isInteger),
    tagged('float', (value) => typeof value === 'number'),
    tagged('bool', (value) => typeof value === 'boolean'),
    tagged('null', (value) => value === null),
  ],
});
