import { Path, report, SchemaProblem } from '../problem';
import { enumerate, nameOf, typeOf } from '../value';
import { Schema, Validate } from './schema';

/**
 * What a schema says with `anyOf`, `oneOf`, `allOf` and `not`; undefined where it says nothing.
 * Where no alternative fits, the problems of the one that passed most checks are told too.
 *
 * Source: `schemaPropsValidator.Validate`, k8s.io/kube-openapi pkg/validation/validate/schema_props.go
 */
export function compileAlternatives(schema: Schema, compile: (schema: Schema) => Validate): Validate | undefined {
  const checks: Validate[] = [];
  if (schema.anyOf?.length) checks.push(compileAnyOf(schema.anyOf, compile));
  if (schema.oneOf?.length) checks.push(compileOneOf(schema.oneOf, compile));
  if (schema.allOf?.length) checks.push(compileAllOf(schema.allOf, compile));
  if (schema.not) checks.push(compileNot(schema.not, compile));
  if (checks.length === 0) return undefined;
  const [only] = checks;
  if (checks.length === 1) return only;
  return (value, path, problems) => checks.reduce((count, check) => count + check(value, path, problems), 0);
}

interface Outcome {
  readonly problems: readonly SchemaProblem[];
  readonly count: number;
}

function tryOut(validate: Validate, value: unknown, path: Path): Outcome {
  const problems: SchemaProblem[] = [];
  return { count: validate(value, path, problems), problems };
}

function isBetter(outcome: Outcome, best: Outcome | undefined): boolean {
  return best === undefined || outcome.count > best.count;
}

function compileAnyOf(schemas: readonly Schema[], compile: (schema: Schema) => Validate): Validate {
  const alternatives = schemas.map(compile);
  return (value, path, problems) => {
    let best: Outcome | undefined;
    for (const alternative of alternatives) {
      const outcome = tryOut(alternative, value, path);
      if (outcome.problems.length === 0) return outcome.count;
      if (isBetter(outcome, best)) best = outcome;
    }
    report(problems, path, 'FieldValueInvalid', `${nameOf(path)} fits none of the forms that it may have; correct it`);
    problems.push(...best!.problems);
    return best!.count;
  };
}

function compileOneOf(schemas: readonly Schema[], compile: (schema: Schema) => Validate): Validate {
  const alternatives = schemas.map(compile);
  const fields = fieldsOf(schemas);
  return (value, path, problems) => {
    let best: Outcome | undefined;
    let first: Outcome | undefined;
    let fitting = 0;
    for (const alternative of alternatives) {
      const outcome = tryOut(alternative, value, path);
      if (outcome.problems.length === 0) {
        first ??= outcome;
        fitting++;
      } else if (fitting === 0 && isBetter(outcome, best)) {
        best = outcome;
      }
    }
    if (fitting === 1) return first!.count;
    report(problems, path, 'FieldValueInvalid', fitting === 0 ? noneFits(path, fields) : severalFit(value, path, fields));
    if (fitting > 0) return 0;
    problems.push(...best!.problems);
    return best!.count;
  };
}

/** The fields that alternatives of the form "this field is set" name. */
function fieldsOf(schemas: readonly Schema[]): readonly string[] {
  return schemas.flatMap(({ required }) => required ?? []);
}

function noneFits(path: Path, fields: readonly string[]): string {
  if (fields.length === 0) return `${nameOf(path)} fits none of the forms that it may have; correct it`;
  return `${nameOf(path)} has none of ${enumerate(fields)}; set one`;
}

function severalFit(value: unknown, path: Path, fields: readonly string[]): string {
  const set = typeOf(value) === 'object' ? fields.filter((field) => Object.hasOwn(value as object, field)) : [];
  if (set.length < 2) return `${nameOf(path)} fits several forms that exclude each other; correct it`;
  return `${nameOf(path)} has ${enumerate(set)}, which exclude each other; keep one`;
}

function compileAllOf(schemas: readonly Schema[], compile: (schema: Schema) => Validate): Validate {
  const parts = schemas.map(compile);
  return (value, path, problems) => {
    const before = problems.length;
    let count = 0;
    for (const part of parts) count += part(value, path, problems);
    if (problems.length > before) {
      report(
        problems,
        path,
        'FieldValueInvalid',
        `${nameOf(path)} breaks a rule that all its forms share; correct what else is said of it`,
      );
    }
    return count;
  };
}

function compileNot(schema: Schema, compile: (schema: Schema) => Validate): Validate {
  const forbidden = compile(schema);
  return (value, path, problems) => {
    if (tryOut(forbidden, value, path).problems.length > 0) return 0;
    report(problems, path, 'FieldValueInvalid', `${nameOf(path)} has a form that it must not have; correct it`);
    return 0;
  };
}
