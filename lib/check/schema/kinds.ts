import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileRules, RuleCheck } from './rules/rules';
import { compileDecode, Decode } from './structure/decode';
import { compileListTypes, ListCheck } from './structure/list-type';
import { Schema, Validate } from './structure/schema';
import { compileValidate } from './structure/validate';

/** A version of a kind, its schema compiled. */
export interface CompiledKind {
  readonly decode: Decode;
  readonly validate: Validate;
  readonly checkLists?: ListCheck;
  readonly checkRules?: RuleCheck;
  /** Whether the API server drops the status of what is created, unread: `PrepareForCreate`, customresource/strategy.go */
  readonly dropsStatus: boolean;
}

interface KindSchemas {
  readonly group: string;
  readonly statusSubresource: boolean;
  readonly versions: Readonly<Record<string, number>>;
  readonly schemas: readonly Schema[];
}

/** Written by `npm run import`, and beside the compiled library under the same path. */
const FILE = join(__dirname, '../../../imports/schemas.json');

let groups: ReadonlyMap<string, ReadonlyMap<string, KindSchemas>> | undefined;
const compiled = new Map<Schema, CompiledKind>();
/** Those that were asked for, by apiVersion and kind. */
const served = new Map<string, Map<string, KnownKind>>();

/** What the imported CRDs know of a kind. */
export type KnownKind =
  | { readonly is: 'foreignGroup' }
  | { readonly is: 'unknownKind'; readonly kinds: readonly string[] }
  | { readonly is: 'unknownVersion'; readonly versions: readonly string[] }
  | { readonly is: 'served'; readonly kind: CompiledKind };

/** Looks a kind up; its schema is compiled when it is asked for the first time. */
export function findKind(apiVersion: string, kind: string): KnownKind {
  const known = served.get(apiVersion)?.get(kind);
  if (known) return known;
  const [group, version = ''] = apiVersion.split('/', 2) as [string, string?];
  const kinds = loadGroups().get(group);
  if (!kinds) return { is: 'foreignGroup' };
  const schemas = kinds.get(kind);
  if (!schemas) return { is: 'unknownKind', kinds: [...kinds.keys()] };
  const index = Object.hasOwn(schemas.versions, version) ? schemas.versions[version] : undefined;
  if (index === undefined) return { is: 'unknownVersion', versions: Object.keys(schemas.versions) };
  const found: KnownKind = { is: 'served', kind: compile(schemas.schemas[index]!, schemas.statusSubresource) };
  served.set(apiVersion, (served.get(apiVersion) ?? new Map<string, KnownKind>()).set(kind, found));
  return found;
}

/** Every schema that was imported, for what looks at them all. */
export function importedSchemas(): { readonly kind: string; readonly schema: Schema }[] {
  return [...loadGroups().values()].flatMap((kinds) =>
    [...kinds].flatMap(([kind, { schemas }]) => schemas.map((schema) => ({ kind, schema }))),
  );
}

function loadGroups(): ReadonlyMap<string, ReadonlyMap<string, KindSchemas>> {
  if (groups) return groups;
  const { kinds } = JSON.parse(readFileSync(FILE, 'utf8')) as { readonly kinds: Readonly<Record<string, KindSchemas>> };
  const byGroup = new Map<string, Map<string, KindSchemas>>();
  for (const [kind, schemas] of Object.entries(kinds)) {
    const own = byGroup.get(schemas.group) ?? new Map<string, KindSchemas>();
    byGroup.set(schemas.group, own.set(kind, schemas));
  }
  return (groups = byGroup);
}

function compile(schema: Schema, dropsStatus: boolean): CompiledKind {
  let kind = compiled.get(schema);
  if (!kind) {
    kind = {
      decode: compileDecode(schema),
      validate: compileValidate(schema),
      checkLists: compileListTypes(schema),
      checkRules: compileRules(schema),
      dropsStatus,
    };
    compiled.set(schema, kind);
  }
  return kind;
}
