import { Path, report, SchemaProblem } from '../problem';
import { Mapping, nameOf } from '../value';
import { propertiesOf, Schema, Validate } from './schema';

/** Returns how many checks passed, as {@link Validate}. */
type Check<T> = (value: T, path: Path, problems: SchemaProblem[]) => number;

/** Fields, each with its schema; which must be there, and how many. `objectValidator`, k8s.io/kube-openapi pkg/validation/validate/object_validator.go */
export function compileObject(schema: Schema, compile: (schema: Schema) => Validate): Check<Mapping> | undefined {
  const properties = propertiesOf(schema, compile);
  const additional = schema.additionalProperties && compile(schema.additionalProperties);
  const { required = [], minProperties = 0, maxProperties = Infinity } = schema;
  if (properties.size === 0 && !additional && required.length === 0 && minProperties === 0 && maxProperties === Infinity) return undefined;
  return (value, path, problems) => {
    const names = Object.keys(value);
    let size = 0;
    let count = 0;
    for (const name of names) {
      const own = value[name];
      if (own === undefined) continue;
      size++;
      const validate = properties.get(name) ?? additional;
      if (!validate) continue;
      path.push(name);
      count += validate(own, path, problems);
      path.pop();
    }
    if (size < minProperties) {
      report(problems, path, 'FieldValueInvalid', `${nameOf(path)} has ${size} entries; give it at least ${minProperties}, or remove it`);
    }
    if (size > maxProperties) {
      report(problems, path, 'FieldValueTooMany', `${nameOf(path)} has ${size} entries; ${maxProperties} are allowed`);
    }
    for (const name of required) {
      if (Object.hasOwn(value, name) && value[name] !== undefined) continue;
      path.push(name);
      report(problems, path, 'FieldValueRequired', `${name} is missing; add it`);
      path.pop();
    }
    return count;
  };
}

/** Items, each with its schema, and how many. `schemaSliceValidator`, slice_validator.go */
export function compileArray(schema: Schema, compile: (schema: Schema) => Validate): Check<readonly unknown[]> | undefined {
  const items = schema.items && compile(schema.items);
  const { minItems = 0, maxItems = Infinity } = schema;
  if (!items && minItems === 0 && maxItems === Infinity) return undefined;
  return (value, path, problems) => {
    let count = 0;
    if (items) {
      for (let index = 0; index < value.length; index++) {
        path.push(index);
        count += items(value[index], path, problems);
        path.pop();
      }
    }
    if (value.length < minItems) {
      report(problems, path, 'FieldValueInvalid', `${nameOf(path)} has ${value.length} items; give it at least ${minItems}`);
    }
    if (value.length > maxItems) {
      report(problems, path, 'FieldValueTooMany', `${nameOf(path)} has ${value.length} items; ${maxItems} are allowed`);
    }
    return count;
  };
}
