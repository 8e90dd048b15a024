import type { FieldPath } from '../../model/read';

/**
 * Why the API server refuses a field, in its own words: `Status.details.causes[].reason`, and for what it refuses
 * before it looks at fields: `StrictDecoding` (an unknown field), `BadRequest` (metadata that it cannot read) and
 * `NotFound` (a kind or version that it does not serve).
 */
export type Reason =
  | 'FieldValueDuplicate'
  | 'FieldValueForbidden'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueRequired'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'StrictDecoding'
  | 'BadRequest'
  | 'NotFound';

/** One thing for which the API server would refuse a manifest. */
export interface SchemaProblem {
  /** From the manifest's root; where the API server names no field (`oneOf`), the value that does not fit. */
  readonly field: FieldPath;
  readonly reason: Reason;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** The way to the value that is being looked at; it grows and shrinks on the way, so a problem gets a copy. */
export type Path = (string | number)[];

/** The reasons after which the rules are not run: `hasBlockingErr`, apiextensions-apiserver 0.35 pkg/registry/customresource/strategy.go */
const BLOCKING: ReadonlySet<Reason> = new Set<Reason>([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

/** Whether a problem keeps the API server from running the rules. */
export function isBlocking({ reason }: SchemaProblem): boolean {
  return BLOCKING.has(reason);
}

/** Adds a problem at the path. */
export function report(problems: SchemaProblem[], path: Path, reason: Reason, message: string): void {
  problems.push({ field: [...path], reason, message });
}

/** Each problem once: what two alternatives of a schema say in the same words is one problem. */
export function distinct(problems: readonly SchemaProblem[]): SchemaProblem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = JSON.stringify([problem.field, problem.reason, problem.message]);
    return !seen.has(key) && seen.add(key);
  });
}
