import { Mapping, typeOf } from '../value';
import { compileAlternatives } from './alternatives';
import { compileArray, compileObject } from './containers';
import { formatOf } from './formats';
import { compileNumber, compileString } from './scalars';
import { Schema, Validate } from './schema';
import { compileEnum, compileType } from './type';

/**
 * A schema as a function. What it counts, and in which order, is `SchemaValidator.Validate` and the validators that it
 * is made of: k8s.io/kube-openapi, as of apiextensions-apiserver 0.35, pkg/validation/validate/schema.go.
 */
export function compileValidate(schema: Schema): Validate {
  const checkType = compileType(schema);
  const alternatives = compileAlternatives(schema, compileValidate);
  const checkString = compileString(schema);
  const checkNumber = compileNumber(schema);
  const checkObject = compileObject(schema, compileValidate);
  const checkArray = compileArray(schema, compileValidate);
  const checkEnum = compileEnum(schema);
  const hasFormat = formatOf(schema) !== undefined;

  return (value, path, problems) => {
    const type = typeOf(value);
    if (type === 'null') {
      const passed = !checkType || schema.nullable === true || checkType(value, type, path, problems);
      checkEnum?.(value, path, problems);
      return passed ? 1 : 0;
    }
    // The value as a whole and its enum count once, its alternatives twice, whether there are any or not.
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
