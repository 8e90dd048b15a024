import { append } from '../../../../model';
import { nearest } from '../../../../model/near-names';
import { messageNames } from './table';

/** The messages of each package, and the packages with a message of a name: packages have a dot in theirs, messages have not. */
let groups: ReadonlyMap<string, readonly string[]> | undefined;

/** The message that someone may have meant: one in the same package called nearly so, or one called the same in a package like it. */
export function nearestType(name: string): string | undefined {
  groups ??= groupNames();
  const [pack, own] = splitName(name);
  const [sibling] = nearest(own, groups.get(pack) ?? [], 1);
  if (sibling !== undefined) return `${pack}.${sibling}`;
  const [home] = nearest(pack, groups.get(own) ?? [], 1);
  return home === undefined ? undefined : `${home}.${own}`;
}

function groupNames(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [pack, own] of messageNames().map(splitName)) {
    append(found, pack, own);
    append(found, own, pack);
  }
  return found;
}

function splitName(name: string): [pack: string, own: string] {
  const dot = Math.max(name.lastIndexOf('.'), 0);
  return [name.slice(0, dot), name.slice(dot + 1)];
}
