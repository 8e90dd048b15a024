import { isObject } from '../../../model';
import type { Spot } from '../spot';
import { isNothing } from './collection';
import { describe } from './scalar';
import type { Read, Type } from './type';

/** Fields by their JSON names (`trafficPolicy`), in the order of the .proto file. */
type Fields = Readonly<Record<string, Type<unknown>>>;

type Values<F extends Fields> = { readonly [Name in keyof F]: Read<F[Name]> };

/** What more than their names the fields of a message need. */
export interface MessageOptions {
  /** Fields that exclude each other. Of several that are set the last in the .proto file stays. */
  readonly oneOf?: readonly (readonly string[])[];
  /** Names in the .proto file that do not follow from the JSON names. */
  readonly protoNames?: Readonly<Record<string, string>>;
}

/**
 * A message. Its fields may be written by their JSON names or those of the .proto file (`traffic_policy`), of which the JSON name
 * wins; fields that it has not are passed over, as by the webhook, since the API server refuses them (`unmarshalMessage`).
 */
export function message<F extends Fields>(fields: F, { oneOf = [], protoNames = {} }: MessageOptions = {}): Type<Values<F>> {
  const byName = new Map<string, { readonly name: string; readonly type: Type<unknown> }>();
  const blank: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(fields)) {
    byName.set(name, { name, type });
    byName.set(protoNames[name] ?? protoNameOf(name), { name, type });
    blank[name] = type.zero;
  }
  // Copies of what is frozen are made slowly.
  const template = { ...blank };
  const read = (value: unknown, spot: Spot): Values<F> => {
    if (!isObject(value)) {
      spot.error(`This must be a mapping, not ${describe(value)}.`);
      return blank as Values<F>;
    }
    const result = { ...template };
    for (const key of Object.keys(value)) {
      const field = byName.get(key);
      const each = value[key];
      if (!field || isNothing(each) || (key !== field.name && value[field.name] !== undefined)) continue;
      result[field.name] = field.type.read(each, spot.at(key));
    }
    for (const names of oneOf) keepLast(result, names);
    return result as Values<F>;
  };
  return { read, zero: Object.freeze(blank) as Values<F> };
}

function keepLast(values: Record<string, unknown>, names: readonly string[]): void {
  const set = names.filter((name) => values[name] !== undefined);
  for (const name of set.slice(0, -1)) values[name] = undefined;
}

/** `trafficPolicy`: `traffic_policy`. */
export function protoNameOf(jsonName: string): string {
  return jsonName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
