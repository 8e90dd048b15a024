import { isObject, type Place } from '../../render/place';

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
    checkJson(value, at);
  }
  return { ...other };
}

/** JSON through and through: no function, date or construct, no key that cdk8s cannot write. */
function checkJson(value: unknown, place: Place, depth = 0): void {
  if (depth > 50) place.fail(undefined, 'is nested too deep', 'give fewer levels, and no cycle');
  if (value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    value.forEach((item, index) => checkJson(item, place.at(index), depth + 1));
    return;
  }
  const prototype: unknown = isObject(value) ? Object.getPrototypeOf(value) : undefined;
  if (!isObject(value) || (prototype !== null && Object.getPrototypeOf(prototype) !== null))
    place.fail(value, 'is not JSON', 'give texts, numbers, booleans, lists and plain objects');
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor') place.at(key).fail(key, 'is a name that cdk8s cannot write', 'rename it');
    checkJson(item, place.at(key), depth + 1);
  }
}
