import { checkSchema, SchemaProblem } from '../lib/check/schema';
import type { FieldPath } from '../lib/model/read';

export type Manifest = Readonly<Record<string, unknown>>;

/** A cause as `Status.details.causes` of an API server has it. */
export interface Cause {
  readonly field: string;
  readonly reason: string;
  readonly message: string;
}

/** What an API server said of a manifest that was created with strict field validation, and what without the unknown fields. */
export interface ApiServerVerdict {
  readonly valid: boolean;
  readonly causes: readonly Cause[];
  readonly validWhenPruned: boolean;
  readonly causesWhenPruned?: readonly Cause[];
}

/** How the checks differ from an API server; undefined where they agree on verdict, fields and reasons. */
export function differenceFrom(want: ApiServerVerdict, manifest: Manifest): string | undefined {
  const strict = checkSchema(manifest);
  const first = compare(want.valid, want.causes, strict);
  if (first !== undefined) return first;
  if (!strict.some(({ reason }) => reason === 'StrictDecoding')) return undefined;
  const pruned = strict.reduce((rest, { field }) => withoutField(rest, field), manifest);
  const second = compare(want.validWhenPruned, want.causesWhenPruned ?? [], checkSchema(pruned));
  return second === undefined ? undefined : `without its unknown fields: ${second}`;
}

function compare(valid: boolean, causes: readonly Cause[], problems: readonly SchemaProblem[]): string | undefined {
  const want = keysOf(causes.flatMap(keyOfCause));
  const got = keysOf(problems.map(keyOfProblem));
  if (valid === (problems.length === 0) && want === got) return undefined;
  return `want ${valid ? 'valid' : want}, got ${problems.length === 0 ? 'valid' : got}`;
}

function keysOf(keys: readonly string[]): string {
  return [...new Set(keys)].sort().join(' | ');
}

/** How the API server says that rules were not run; no cause of its own. */
const NOT_RUN = 'some validation rules were not checked because the object was invalid';

function keyOfCause({ field, reason, message }: Cause): string[] {
  if (message.includes(NOT_RUN)) return [];
  // Of alternatives it names the field in the text only: `"spec.http[0]" must validate one and only one schema (oneOf)`.
  const quoted = field === '<nil>' ? /("(?:[^"\\]|\\.)*") must (?:not )?validate/.exec(message)?.[1] : undefined;
  const named = quoted === undefined ? field : (JSON.parse(quoted) as string);
  return [key(named, reason)];
}

function keyOfProblem({ field, reason }: SchemaProblem): string {
  return key(field.join('.'), reason);
}

/**
 * One form for `spec.ports.http` (structure) and `spec.ports[http]` (rules). What cannot be read has no field to the
 * API server, and of labels and the like it names only the map.
 */
function key(field: string, reason: string): string {
  if (reason === 'BadRequest') return reason;
  const flat = field.replace(/\[([^\]]*)\]/g, '.$1');
  if (reason === 'StrictDecoding') return `${flat} ${reason}`;
  const coarse = flat
    .replace(/^metadata\.(labels|annotations|finalizers)\..*$/s, 'metadata.$1')
    .replace(/^(metadata\.ownerReferences)\.\d+/, '$1');
  // A name that is generated from a wrong beginning is wrong as well: one mistake.
  return `${coarse.replace(/^metadata\.generateName$/, 'metadata.name')} ${reason}`;
}

/** A copy without one field, which may be in a list's item. */
function withoutField(value: Manifest, [step, ...rest]: FieldPath): Manifest {
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string | number, unknown>;
  if (rest.length === 0) delete copy[step!];
  else copy[step!] = withoutField(copy[step!] as Manifest, rest);
  return copy;
}
