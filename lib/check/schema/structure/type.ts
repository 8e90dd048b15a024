import { Path, report, SchemaProblem } from '../problem';
import { enumerate, JsonType, nameOf, show } from '../value';
import { formatOf } from './formats';
import { Schema } from './schema';

/** Tells whether a value has the type that it must have, and adds a problem where not. */
type TypeCheck = (value: unknown, type: JsonType, path: Path, problems: SchemaProblem[]) => boolean;

/** The type that a schema asks for; undefined where it asks for none. `typeValidator`, k8s.io/kube-openapi pkg/validation/validate/type.go */
export function compileType(schema: Schema): TypeCheck | undefined {
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

/** The values that a schema allows; undefined where it allows all. `basicCommonValidator`, validator.go */
export function compileEnum({ enum: values }: Schema): ((value: unknown, path: Path, problems: SchemaProblem[]) => void) | undefined {
  if (!values || values.length === 0) return undefined;
  const allowed = new Set(values);
  const choice = enumerate(values.map(show), 'or');
  return (value, path, problems) => {
    if (!allowed.has(value)) report(problems, path, 'FieldValueNotSupported', `${nameOf(path)} is ${show(value)}; use ${choice}`);
  };
}
