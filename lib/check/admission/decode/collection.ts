import { isObject } from '../../../model';
import type { Spot } from '../spot';
import { describe } from './scalar';
import type { Type } from './type';

/** A list; an absent one is empty, as is null. */
export function list<T>(item: Type<T>): Type<readonly T[]> {
  const zero: readonly T[] = Object.freeze([]);
  const read = (value: unknown, spot: Spot): readonly T[] => {
    if (!Array.isArray(value)) {
      spot.error(`This must be a list, not ${describe(value)}.`);
      return zero;
    }
    // Not map, which leaves out the holes of a sparse list.
    const items: T[] = [];
    for (let index = 0; index < value.length; index++) {
      const each: unknown = value[index];
      items.push(isNothing(each) ? item.zero : item.read(each, spot.at(index)));
    }
    return items;
  };
  return { read, zero };
}

/** A map whose keys are the user's own. */
export function map<T>(type: Type<T>): Type<ReadonlyMap<string, T>> {
  return mapBy((key) => key, type);
}

/** A map whose keys are texts of something else; `readKey` reports what it can't read. */
export function mapBy<K, T>(readKey: (key: string, spot: Spot) => K, type: Type<T>): Type<ReadonlyMap<K, T>> {
  const zero: ReadonlyMap<K, T> = new Map();
  const read = (value: unknown, spot: Spot): ReadonlyMap<K, T> => {
    if (!isObject(value)) {
      spot.error(`This must be a mapping, not ${describe(value)}.`);
      return zero;
    }
    const entries = new Map<K, T>();
    for (const key of Object.keys(value)) {
      const each = value[key];
      entries.set(readKey(key, spot.at(key)), isNothing(each) ? type.zero : type.read(each, spot.at(key)));
    }
    return entries;
  };
  return { read, zero };
}

export function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
