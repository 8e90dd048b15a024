import { HttpMatchRequest, originOfMatch, Resource } from '../../model';
import { HttpRule, WrittenRule } from '../push/virtual-service';
import { FieldPath } from '../trace';

/** Where something was written. */
export interface WrittenPlace {
  readonly resource: Resource;
  readonly field: FieldPath;
}

/** The place of a rule; of a delegate's rule the one in the delegate. */
export function placeOfRule({ root, leaf }: HttpRule): WrittenPlace {
  return fieldOf(leaf ?? root);
}

/**
 * The place of a match, or of a field in it. A match of root and delegate together has its fields in both: the
 * delegate's count where it has the field.
 */
export function placeOfMatch(rule: HttpRule, match: HttpMatchRequest | undefined, path: FieldPath = []): WrittenPlace {
  const { root, leaf } = rule;
  if (!match) return placeOfRule(rule);
  const origin = originOfMatch(match);
  const isLeafs = origin ? path.length === 0 || has(origin.leaf, path) : leaf?.spec.match?.includes(match);
  if (leaf && isLeafs) return within(leaf, origin?.leaf ?? match, path);
  return within(root, origin?.root ?? match, path);
}

function within(rule: WrittenRule, match: HttpMatchRequest, path: FieldPath): WrittenPlace {
  const index = rule.spec.match?.indexOf(match) ?? -1;
  return index < 0 ? fieldOf(rule) : fieldOf(rule, 'match', index, ...path);
}

function fieldOf({ resource, position }: WrittenRule, ...path: FieldPath): WrittenPlace {
  return { resource, field: ['spec', 'http', position, ...path] };
}

function has(value: unknown, path: FieldPath): boolean {
  let current = value;
  for (const name of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return false;
    current = (current as Record<string | number, unknown>)[name];
  }
  return current !== undefined;
}
