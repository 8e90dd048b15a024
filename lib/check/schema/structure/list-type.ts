import { Path, report, SchemaProblem } from '../problem';
import { enumerate, Mapping, nameOf, show, typeOf } from '../value';
import { propertiesOf, Schema } from './schema';

/** Adds what is in a list twice that must be there once. */
export type ListCheck = (value: unknown, path: Path, problems: SchemaProblem[]) => void;

/**
 * Lists that are maps (`x-kubernetes-list-type: map`) have no two items with the same keys, lists that are sets no two
 * equal items; undefined where a schema has no such list in it. Of several equal items the second is told.
 *
 * Source: `ValidateListSetsAndMaps`, apiextensions-apiserver 0.35 pkg/apiserver/schema/listtype/validation.go
 */
export function compileListTypes(schema: Schema): ListCheck | undefined {
  const properties = propertiesOf(schema, compileListTypes);
  const additional = schema.additionalProperties && compileListTypes(schema.additionalProperties);
  const items = schema.items && compileListTypes(schema.items);
  const unique = compileUnique(schema);
  if (properties.size === 0 && !additional && !items && !unique) return undefined;
  return (value, path, problems) => {
    if (Array.isArray(value)) {
      unique?.(value, path, problems);
      if (items) for (let index = 0; index < value.length; index++) descend(items, value[index], index, path, problems);
    } else if (typeOf(value) === 'object') {
      for (const name of Object.keys(value as Mapping)) {
        const check = properties.get(name) ?? additional;
        if (check) descend(check, (value as Mapping)[name], name, path, problems);
      }
    }
  };
}

function descend(check: ListCheck, value: unknown, step: string | number, path: Path, problems: SchemaProblem[]): void {
  path.push(step);
  check(value, path, problems);
  path.pop();
}

function compileUnique(schema: Schema): ((value: readonly unknown[], path: Path, problems: SchemaProblem[]) => void) | undefined {
  const type = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (type === 'set')
    return (value, path, problems) =>
      reportRepeated(value, (item) => `${show(item)} is in ${nameOf(path.slice(0, -1))} twice; remove one`, path, problems);
  if (type !== 'map') return undefined;
  const what = `${enumerate(keys)} of an item`;
  return (value, path, problems) => {
    const stranger = value.findIndex((item) => !['object', 'null'].includes(typeOf(item)));
    if (stranger >= 0) {
      path.push(stranger);
      report(problems, path, 'FieldValueInvalid', `${nameOf(path)} is ${show(value[stranger])}, but has to be a mapping; correct it`);
      path.pop();
      return;
    }
    const identities = value.map((item) => identityOf(item, keys));
    reportRepeated(
      identities,
      (identity) => `${what} is ${describe(identity as Mapping, keys)}, as of another before it; make it differ`,
      path,
      problems,
    );
  };
}

function identityOf(item: unknown, keys: readonly string[]): Mapping {
  const identity = Object.create(null) as Record<string, unknown>;
  if (item === null || item === undefined) return identity;
  for (const key of keys) if (Object.hasOwn(item, key)) identity[key] = (item as Mapping)[key];
  return identity;
}

function describe(identity: Mapping, keys: readonly string[]): string {
  return enumerate(keys.map((key) => (key in identity ? show(identity[key]) : 'not set')));
}

function reportRepeated(values: readonly unknown[], message: (value: unknown) => string, path: Path, problems: SchemaProblem[]): void {
  const seen = new Map<string, number>();
  for (const [index, value] of values.entries()) {
    const text = canonical(value);
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    if (times !== 2) continue;
    path.push(index);
    report(problems, path, 'FieldValueDuplicate', message(value));
    path.pop();
  }
}

/** The same text for equal values. What goes beyond a budget counts as equal: it may hold itself. */
function canonical(value: unknown, budget = { left: MAX_VALUES }): string {
  if (budget.left-- <= 0) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, budget)).join()}]`;
  if (typeOf(value) !== 'object') return typeOf(value) === 'other' ? typeof value : JSON.stringify(value ?? null);
  const mapping = value as Mapping;
  const fields = Object.keys(mapping).sort();
  return `{${fields.map((field) => `${JSON.stringify(field)}:${canonical(mapping[field], budget)}`).join()}}`;
}

/** Keys are scalars, and no list of Istio's is a set; whoever puts large values there is told less. */
const MAX_VALUES = 1000;
