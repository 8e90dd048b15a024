import { RE2JS } from 're2js';
import { Path, report, SchemaProblem } from '../problem';
import { lengthOf, nameOf, show } from '../value';
import { formatOf } from './formats';
import { Schema } from './schema';

type Check<T extends unknown[]> = (...args: [...T, Path, SchemaProblem[]]) => void;

/**
 * Length and pattern of a text, of which the first that fails is told, and its format.
 * `stringValidator`, `formatValidator`: k8s.io/kube-openapi pkg/validation/validate/validator.go, formats.go
 */
export function compileString(schema: Schema): Check<[string]> | undefined {
  const { minLength = 0, maxLength = Infinity } = schema;
  // Kubernetes reads patterns with Go's regexp, which is RE2, and looks for them anywhere in the text.
  const pattern = schema.pattern ? RE2JS.compile(schema.pattern) : undefined;
  const hasFormat = formatOf(schema);
  if (minLength === 0 && maxLength === Infinity && !pattern && !hasFormat) return undefined;
  return (text, path, problems) => {
    // Only texts near a limit need counting: a code point is one or two units long.
    if (text.length > maxLength && lengthOf(text) > maxLength) {
      report(problems, path, 'FieldValueTooLong', `${nameOf(path)} is ${lengthOf(text)} characters long; ${maxLength} are allowed`);
    } else if (text.length < 2 * minLength && lengthOf(text) < minLength) {
      report(
        problems,
        path,
        'FieldValueInvalid',
        text === ''
          ? `${nameOf(path)} is empty; give it a value, or remove it`
          : `${nameOf(path)} is ${show(text)}; make it at least ${minLength} characters long`,
      );
    } else if (pattern && !pattern.test(text)) {
      report(problems, path, 'FieldValueInvalid', `${nameOf(path)} is ${show(text)}; it has to match ${schema.pattern}`);
    }
    if (hasFormat && !hasFormat(text)) {
      report(
        problems,
        path,
        'FieldValueTypeInvalid',
        `${nameOf(path)} is ${show(text)}; ${schema.format === 'byte' ? 'encode it in base64, with its padding' : 'write it as 2026-01-31T12:00:00Z'}`,
      );
    }
  };
}

/**
 * Bounds of a number. Those of an integer lose their fraction first.
 * `numberValidator`, `MaximumNativeType`, `MinimumNativeType`: k8s.io/kube-openapi pkg/validation/validate/validator.go, values.go
 */
export function compileNumber(schema: Schema): Check<[number, 'integer' | 'number']> | undefined {
  const { minimum, maximum, exclusiveMinimum = false, exclusiveMaximum = false } = schema;
  if (minimum === undefined && maximum === undefined) return undefined;
  return (value, type, path, problems) => {
    const bound = type === 'integer' ? Math.trunc : (given: number): number => given;
    if (maximum !== undefined && (value > bound(maximum) || (exclusiveMaximum && value === bound(maximum)))) {
      report(
        problems,
        path,
        'FieldValueInvalid',
        `${nameOf(path)} is ${value}; ${exclusiveMaximum ? 'less than' : 'at most'} ${maximum} is allowed`,
      );
    }
    if (minimum !== undefined && (value < bound(minimum) || (exclusiveMinimum && value === bound(minimum)))) {
      report(
        problems,
        path,
        'FieldValueInvalid',
        `${nameOf(path)} is ${value}; ${exclusiveMinimum ? 'more than' : 'at least'} ${minimum} is needed`,
      );
    }
  };
}
