import { isObject } from '../../../../model';
import { nearest } from '../../../../model/near-names';
import { describe, type Type } from '../../decode';
import type { Spot } from '../../spot';
import type { Field, Message } from './table';

/** A message that was read, and where it stands. */
export class Decoded {
  public constructor(
    public readonly message: Message,
    public readonly spot: Spot,
    /** What its fields hold, by their names in the .proto file: those that are set. */
    public readonly fields: ReadonlyMap<string, unknown>,
  ) {}
}

/**
 * A message of Envoy's. Its fields may be written by their JSON names or those of the .proto file, of which the JSON name wins; null
 * is as good as absent. Fields that it has not are warned of: istiod may know an older Envoy than the proxies run.
 *
 * `unmarshalMessage`, golang/protobuf 1.5.4 jsonpb/decode.go; `validateEnvoyFilter`, istio 1.30.3
 * pkg/config/validation/envoyfilter/envoyfilter.go, reads once without unknown fields and once with them
 *
 * @param typeOf how a field is read; asked when a field is read first, as messages hold each other
 */
export function messageType(message: Message, typeOf: (field: Field) => Type<unknown>): Type<unknown> {
  const types = new Map<Field, Type<unknown>>();
  const read = (value: unknown, spot: Spot): Decoded | undefined => {
    if (!isObject(value)) {
      spot.error(`This must be a mapping, not ${describe(value)}.`);
      return undefined;
    }
    const set: [Field, unknown][] = [];
    for (const key of Object.keys(value)) {
      const field = message.fields.get(key);
      const each = value[key];
      if (!field) warnOfUnknown(key, message, spot);
      if (!field || each === null || each === undefined || (key !== field.jsonName && Object.hasOwn(value, field.jsonName))) continue;
      const type = types.get(field) ?? typeOf(field);
      types.set(field, type);
      set.push([field, type.read(each, spot.at(key))]);
    }
    return new Decoded(message, spot, byName(set));
  };
  return { read, zero: undefined };
}

/** Of several members of a oneof the last in the .proto file stays. */
function byName(set: readonly [Field, unknown][]): ReadonlyMap<string, unknown> {
  const chosen = new Map<string, Field>();
  for (const [field] of set) {
    const { oneof, index } = field;
    if (oneof !== undefined && index >= (chosen.get(oneof)?.index ?? 0)) chosen.set(oneof, field);
  }
  const stays = (field: Field): boolean => field.oneof === undefined || chosen.get(field.oneof) === field;
  return new Map(set.filter(([field]) => stays(field)).map(([{ name }, value]) => [name, value]));
}

function warnOfUnknown(key: string, message: Message, spot: Spot): void {
  const names = Array.from(message.fields.values(), ({ name, jsonName }) => (isJsonName(key) ? jsonName : name));
  const [meant] = nearest(key, names, 1);
  const remedy = meant === undefined ? 'correct its name, or remove it' : `perhaps ${meant} is meant`;
  spot.at(key).warn(`istiod knows no field ${describe(key)} of ${message.name} and leaves it out: ${remedy}.`);
}

/** Whether a name looks like `connectTimeout` rather than `connect_timeout`. */
function isJsonName(name: string): boolean {
  return /[A-Z]/.test(name);
}
