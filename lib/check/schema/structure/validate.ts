import { Path, report, SchemaProblem } from '../problem';
import { enumerate, JsonType, Mapping, nameOf, show, typeOf } from '../value';
import { compileAlternatives } from './alternatives';
import { formatOf } from './formats';
import { propertiesOf, Schema } from './schema';
import { compileNumber, compileString } from './scalars';

/**
 * Holds a value against a schema, adds what is wrong to the problems, and returns how many checks the value passed:
 * where no alternative of several fits, the API server complains of the one that fits best, and that is how it counts.
 */
export type Validate = (value: unknown, path: Path, problems: SchemaProblem[]) => number;

/**
 * A schema as a function. What it counts, and in which order, is `SchemaValidator.Validate` and the validators that it
 * is made of: k8s.io/kube-openapi (as of apiextensions-apiserver 0.35) pkg/validation/validate/schema.go, type.go,
 * object_validator.go, slice_validator.go, validator.go.
 */
export function compileValidate(schema: Schema): Validate {
  const checkType = compileType(schema);
  const alternatives = compileAlternatives(schema, compileValidate);
  const checkString = compileString(schema);
  const checkNumber = compileNumber(schema);
  const checkObject = compileObject(schema);
  const checkArray = compileArray(schema);
  const checkEnum = compileEnum(schema);
  const hasFormat = formatOf(schema) !== undefined;

  return (value, path, problems) => {
    const type = typeOf(value);
    if (type === 'null') {
      const passed = !checkType || schema.nullable === true || checkType(value, type, path, problems);
      checkEnum?.(value, path, problems);
      return passed ? 1 : 0;
    }
    // The value as a whole, its alternatives, and its enum are always gone through.
    let count = 4;
    if (checkType) count += checkType(value, type, path, problems) ? 2 : 1;
    if (alternatives) count += alternatives(value, path, problems);
    if (type === 'string') {
      count += hasFormat ? 2 : 1;
      checkString?.(value as string, path, problems);
    } else if (type === 'integer' || type === 'number') {
      count += 2;
      checkNumber?.(value as number, type, path, problems);
    } else if (type === 'array') {
      count += 2 + (checkArray?.(value as unknown[], path, problems) ?? 0);
    }
    checkEnum?.(value, path, problems);
    if (type === 'object') count += 1 + (checkObject?.(value as Mapping, path, problems) ?? 0);
    return count;
  };
}

type TypeCheck = (value: unknown, type: JsonType, path: Path, problems: SchemaProblem[]) => boolean;

function compileType(schema: Schema): TypeCheck | undefined {
  const types: readonly string[] = schema['x-kubernetes-int-or-string'] ? ['integer', 'string'] : schema.type ? [schema.type] : [];
  const hasFormat = formatOf(schema) !== undefined;
  if (types.length === 0 && !hasFormat) return undefined;
  const isNumeric = types.includes('number') || types.includes('integer');
  const wanted = enumerate(types.map(withArticle), 'or');
  return (value, type, path, problems) => {
    // A format stands for the type of a text, and of a list too.
    if (hasFormat && !isNumeric && (type === 'string' || type === 'array')) return true;
    if (types.includes(type)) return true;
    if (type === 'integer' && types.includes('number')) return true;
    if (type === 'number' && types.includes('integer') && isNearlyInteger(value as number)) return true;
    report(
      problems,
      path,
      'FieldValueTypeInvalid',
      `${nameOf(path)} is ${describe(value, type)}, but has to be ${wanted}; ${remedy(types, type)}`,
    );
    return false;
  };
}

function withArticle(type: string): string {
  if (type === 'object') return 'a mapping';
  if (type === 'array') return 'a list';
  if (type === 'string') return 'text';
  if (type === 'boolean') return 'true or false';
  return type === 'integer' ? 'an integer' : 'a number';
}

function describe(value: unknown, type: JsonType): string {
  if (type === 'string') return `the text ${show(value)}`;
  return type === 'null' ? 'empty (null)' : show(value);
}

function remedy(types: readonly string[], type: JsonType): string {
  if (type === 'null') return 'give it a value, or remove it';
  if (types.includes('string') && type !== 'object' && type !== 'array') return 'put it in quotes';
  if (type === 'string' && (types.includes('integer') || types.includes('number') || types.includes('boolean')))
    return 'write it without quotes';
  return types.includes('array') ? 'make it a list' : 'correct it';
}

/**
 * A fraction so small that the API server overlooks it. `IsFloat64AJSONInteger`, go-openapi/swag: the difference to the
 * integer below is less than 1e-9 of their sum, and the value is below 2^53.
 */
function isNearlyInteger(value: number): boolean {
  if (value < 0 || value > Number.MAX_SAFE_INTEGER) return false;
  const below = Math.floor(value);
  return below > 0 && (value - below) / (value + below) < 1e-9;
}

function compileEnum({ enum: values }: Schema): ((value: unknown, path: Path, problems: SchemaProblem[]) => void) | undefined {
  if (!values || values.length === 0) return undefined;
  const allowed = new Set(values);
  const choice = enumerate(values.map(show), 'or');
  return (value, path, problems) => {
    if (!allowed.has(value)) report(problems, path, 'FieldValueNotSupported', `${nameOf(path)} is ${show(value)}; use ${choice}`);
  };
}

function compileObject(schema: Schema): ((value: Mapping, path: Path, problems: SchemaProblem[]) => number) | undefined {
  const properties = propertiesOf(schema, compileValidate);
  const additional = schema.additionalProperties && compileValidate(schema.additionalProperties);
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

function compileArray(schema: Schema): ((value: readonly unknown[], path: Path, problems: SchemaProblem[]) => number) | undefined {
  const items = schema.items && compileValidate(schema.items);
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
