import { X509Certificate } from 'node:crypto';
import { isObject } from '../../../model';

/** What the webhook asks of a key. */
interface JsonWebKey {
  /** True if it signs, not only verifies. */
  readonly isPrivate: boolean;
}

/** Fields of bytes that the types of keys need; those with `d` also need that, and are private. */
const REQUIRED: ReadonlyMap<string, readonly string[]> = new Map([
  ['RSA', ['e', 'n']],
  ['EC', ['x', 'y']],
  ['OKP', ['x']],
  ['oct', ['k']],
]);

const BYTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['RSA', ['e', 'n', 'd', 'p', 'q', 'dp', 'dq', 'qi']],
  ['EC', ['x', 'y', 'd']],
  ['OKP', ['x', 'd']],
  ['oct', ['k']],
]);

/** Optional fields of text of every key; the library calls x5u "x58", so that x5u may be anything. */
const TEXTS = ['alg', 'kid', 'use', 'x5t', 'x5t#S256', 'x58'];

/** The keys of a set, or of a text that is one key; or what is wrong. `Parse`, lestrrat-go/jwx 1.2.31 jwk/jwk.go, jwk/set.go */
export function readJwks(text: string): readonly JsonWebKey[] | string {
  const value = firstObject(text);
  if (!value) return 'it is not a JSON object';
  if (!Object.hasOwn(value, 'keys')) {
    const key = readKey(value);
    return typeof key === 'string' ? `it has no "keys", and ${key}` : [key];
  }
  if (value.keys === null) return [];
  if (!Array.isArray(value.keys)) return '"keys" is not a list';
  const keys: JsonWebKey[] = [];
  for (const [index, each] of value.keys.entries()) {
    const key = readKey(each);
    if (typeof key === 'string') return `in key ${index}, ${key}`;
    keys.push(key);
  }
  return keys;
}

/** `ParseKey`, jwk/jwk.go, and `UnmarshalJSON` of each type of key */
function readKey(value: unknown): JsonWebKey | string {
  if (!isObject(value)) return 'the key is not an object';
  const type = lastOf(value, 'kty');
  const required = typeof type === 'string' ? REQUIRED.get(type) : undefined;
  if (typeof type !== 'string' || !required) return '"kty" is not RSA, EC, OKP or oct';
  const isPrivate = type === 'oct' || lastOf(value, 'd') !== undefined;
  const isCurve = type === 'EC' || type === 'OKP';
  for (const field of [...required, ...(isCurve ? ['crv'] : []), ...(isPrivate && type !== 'oct' ? ['d'] : [])]) {
    if (!Object.hasOwn(value, field)) return `"${field}" is missing`;
  }
  for (const field of [...TEXTS, ...(isCurve ? ['crv'] : [])]) {
    if (Object.hasOwn(value, field) && value[field] !== null && typeof value[field] !== 'string') return `"${field}" is not a text`;
  }
  for (const field of isPrivate ? BYTES.get(type)! : required) {
    if (Object.hasOwn(value, field) && value[field] !== null && !isBase64(value[field])) return `"${field}" is not base64`;
  }
  return listsProblem(value) ?? { isPrivate };
}

function listsProblem({ key_ops: operations, x5c: certificates }: Readonly<Record<string, unknown>>): string | undefined {
  if (!isListOf(operations, (each) => each === null || typeof each === 'string')) return '"key_ops" is not a list of texts';
  return isListOf(certificates, isCertificate) ? undefined : '"x5c" is not a list of certificates';
}

function isListOf(value: unknown, isFine: (item: unknown) => boolean): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.every(isFine));
}

function isCertificate(value: unknown): boolean {
  if (typeof value !== 'string' || !isBase64(value)) return false;
  try {
    return !!new X509Certificate(Buffer.from(value, 'base64'));
  } catch {
    return false;
  }
}

/** Go finds the fields of a struct whatever their case, and the last one wins. */
function lastOf(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.entries(object)
    .reverse()
    .find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Base64 of either alphabet, with or without padding. `Decode`, internal/base64/base64.go */
function isBase64(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const digits = value.replace(/[\r\n]/g, '');
  const isPadded = digits.endsWith('=');
  const bare = digits.replace(/={1,2}$/, '');
  if (!(/[+/]/.test(digits) ? /^[A-Za-z0-9+/]*$/ : /^[-\w]*$/).test(bare) || bare.length % 4 === 1) return false;
  return !isPadded || digits.length % 4 === 0;
}

/** The JSON object that a text begins with; what follows it nobody reads. */
function firstObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const tokens = /"(?:[^"\\]|\\.)*"|[{}]/gs;
  let depth = 0;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    if (token[0] === '{') depth++;
    if (token[0] === '}' && --depth <= 0) break;
  }
  try {
    const value: unknown = JSON.parse(text.slice(0, tokens.lastIndex || undefined));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
