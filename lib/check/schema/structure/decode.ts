import type { FieldPath } from '../../../model/read';
import type { Path } from '../problem';
import { Mapping, typeOf } from '../value';
import { propertiesOf, Schema } from './schema';

/** A field that the schema does not know. */
export interface UnknownField {
  readonly field: FieldPath;
  /** The fields that the schema knows in its place. */
  readonly known: readonly string[];
}

/** What the API server makes of a value before it validates it. The value itself is left as it is; what changes is copied. */
export type Decode = (value: unknown, path: Path, unknown: UnknownField[]) => unknown;

/**
 * Fields that the schema does not know are dropped and told of, nulls that it does not allow are dropped in silence,
 * defaults are set. A null in a list stays, for validation to refuse.
 *
 * Source: `prune` (pkg/apiserver/schema/pruning/algorithm.go), `PruneNonNullableNullsWithoutDefaults` and `Default`
 * (pkg/apiserver/schema/defaulting), apiextensions-apiserver 0.35.
 */
export function compileDecode(schema: Schema): Decode {
  const properties = propertiesOf(schema, compileDecode);
  const known = [...properties.keys()];
  const nullable = propertiesOf(schema, (property) => property.nullable || undefined);
  const defaults = propertiesOf(schema, (property) => property.default ?? undefined);
  const additional = schema.additionalProperties && compileDecode(schema.additionalProperties);
  const keepsAdditionalNull = schema.additionalProperties?.nullable === true;
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const items = schema.items && compileDecode(schema.items);

  const field = (name: string, value: unknown, path: Path, unknown: UnknownField[]): unknown => {
    const decode = properties.get(name) ?? additional;
    if (!decode) {
      if (keepsUnknown) return value;
      if (value !== undefined) unknown.push({ field: [...path, name], known });
      return DROPPED;
    }
    if (typeOf(value) === 'null') return (properties.has(name) ? nullable.has(name) : keepsAdditionalNull) ? null : DROPPED;
    path.push(name);
    const decoded = decode(value, path, unknown);
    path.pop();
    return decoded;
  };

  const mapping = (value: Mapping, path: Path, unknown: UnknownField[]): Mapping => {
    let changed: Map<string, unknown> | undefined;
    for (const name of Object.keys(value)) {
      const given = value[name];
      const decoded = field(name, given, path, unknown);
      if (decoded !== given) (changed ??= new Map()).set(name, decoded);
    }
    for (const [name, preset] of defaults) {
      const given = changed?.has(name) ? changed.get(name) : Object.hasOwn(value, name) ? value[name] : DROPPED;
      if (given === DROPPED) (changed ??= new Map()).set(name, properties.get(name)!(preset, path, []));
    }
    return changed ? withChanges(value, changed) : value;
  };

  const list = (value: readonly unknown[], path: Path, unknown: UnknownField[]): readonly unknown[] => {
    if (!items) {
      if (!keepsUnknown) findUnknown(value, path, unknown, new WeakSet());
      return value;
    }
    let changed: unknown[] | undefined;
    for (let index = 0; index < value.length; index++) {
      path.push(index);
      const decoded = items(value[index], path, unknown);
      path.pop();
      if (decoded !== value[index]) (changed ??= [...value])[index] = decoded;
    }
    return changed ?? value;
  };

  return (value, path, unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    return Array.isArray(value) ? list(value, path, unknown) : mapping(value as Mapping, path, unknown);
  };
}

const DROPPED = Symbol('dropped');

/**
 * In a list where the schema has none every field is unknown. This is the one place where the schema does not bound the
 * depth, so each list is entered once.
 */
function findUnknown(value: unknown, path: Path, unknown: UnknownField[], entered: WeakSet<object>): void {
  if (typeof value !== 'object' || value === null || entered.has(value)) return;
  entered.add(value);
  if (!Array.isArray(value)) {
    for (const name of Object.keys(value)) unknown.push({ field: [...path, name], known: [] });
    return;
  }
  for (const [index, item] of value.entries()) {
    path.push(index);
    findUnknown(item, path, unknown, entered);
    path.pop();
  }
}

/** A copy without prototype, so that a key named `__proto__` is a key like any other. */
function withChanges(value: Mapping, changed: ReadonlyMap<string, unknown>): Mapping {
  const copy = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(value)) {
    const own = changed.has(name) ? changed.get(name) : value[name];
    if (own !== DROPPED) copy[name] = own;
  }
  for (const [name, own] of changed) if (own !== DROPPED && !(name in copy)) copy[name] = own;
  return copy;
}
