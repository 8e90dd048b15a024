import type { Spot } from '../spot';
import { describe, INT32 } from './scalar';
import type { Type } from './type';

/**
 * A member of an enum, by its name; the first has the number 0 and stands for an absent one. The webhook also takes a member's number,
 * and numbers of none, which are read as that number's text.
 */
export function enumeration<Name extends string>(...names: readonly [Name, ...Name[]]): Type<Name> {
  const known: ReadonlySet<unknown> = new Set(names);
  const read = (value: unknown, spot: Spot): Name => {
    if (typeof value === 'number') {
      const number = INT32.read(value, spot);
      return names[number] ?? (String(number) as Name);
    }
    if (known.has(value)) return value as Name;
    spot.error(`This must be one of ${names.join(', ')}, not ${describe(value)}.`);
    return names[0];
  };
  return { read, zero: names[0] };
}
