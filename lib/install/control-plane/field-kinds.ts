import { isObject, type Place } from '../../render/place';
import { mapOf } from '../../render/values';

/** Forms of a field in the JSON of a protobuf message. @internal */
export type FieldKind = 'string' | 'number' | 'boolean' | 'duration' | 'object' | 'list';

/** Fields of a message and their forms. @internal */
export type FieldKinds = { readonly [field: string]: FieldKind };

const DURATION = /^-?\d+(?:\.\d{1,9})?s$/;

const FITS: { readonly [kind in FieldKind]: { readonly holds: (value: unknown) => boolean; readonly example: string } } = {
  string: { holds: (value) => typeof value === 'string', example: 'a text' },
  number: { holds: Number.isFinite, example: 'a number' },
  boolean: { holds: (value) => typeof value === 'boolean', example: 'true or false' },
  duration: {
    holds: (value) => typeof value === 'string' && DURATION.test(value),
    example: 'seconds as protobuf writes them, e.g. "1.5s"',
  },
  object: { holds: isObject, example: 'an object' },
  list: { holds: Array.isArray, example: 'a list' },
};

/**
 * Fields of a message, for which there is no prop: each is one that the message has, and of its form. Istio itself passes over a field
 * that it does not know (`protomarshal.ApplyYAML` in pkg/util/protomarshal of istio 1.30.3), so a typo would go unseen.
 *
 * @param typed fields that are given by a prop
 * @internal
 */
export function renderOther(
  other: { [field: string]: unknown },
  place: Place,
  message: string,
  kinds: FieldKinds,
  typed: string[],
): object {
  if (!isObject(other)) place.fail(other, 'is not a map', 'write it as { field: value }');
  for (const [field, value] of Object.entries(other)) {
    const at = place.at(field);
    if (typed.includes(field)) at.fail(value, 'is given by a prop already', 'remove one of the two');
    if (!Object.hasOwn(kinds, field)) at.fail(value, `is not a field of ${message}`, 'look for its name in the reference of Istio');
    const { holds, example } = FITS[kinds[field]!];
    if (!holds(value)) at.fail(value, 'has not the form of this field', `give ${example}`);
  }
  return renderJson(other, place) as object;
}

const MAX_DEPTH = 50;

/** A copy of JSON; refuses functions, dates, constructs, cycles, and keys that cdk8s cannot write. @internal */
export function renderJson(value: unknown, place: Place, depth = 0): unknown {
  if (depth > MAX_DEPTH) place.fail(undefined, 'is nested too deep', 'give fewer levels, and no cycle');
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return value;
  if (Array.isArray(value)) return Array.from(value, (item, index) => renderJson(item, place.at(index), depth + 1));
  const prototype: unknown = isObject(value) ? Object.getPrototypeOf(value) : undefined;
  if (!isObject(value) || (prototype !== null && Object.getPrototypeOf(prototype) !== null))
    place.fail(value, 'is not JSON', 'give texts, numbers, booleans, lists and plain objects');
  return mapOf((item: unknown, at) => renderJson(item, at, depth + 1))(value as { [key: string]: unknown }, place);
}
