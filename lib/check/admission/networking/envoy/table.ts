import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A field of a message of Envoy's. */
export interface Field {
  /** As in the .proto file: `connect_timeout`. */
  readonly name: string;
  readonly jsonName: string;
  readonly label: 'single' | 'list' | 'map';
  /** The scalar that a map's keys are. */
  readonly key?: string;
  /** A scalar such as `uint32`, or the name of a message or enum: of the field itself, or of the items of its list or map. */
  readonly type: string;
  /** The oneof that it is a member of. */
  readonly oneof?: string;
  /** Where it stands among the message's fields. */
  readonly index: number;
}

/** A message of Envoy's. */
export interface Message {
  readonly name: string;
  /** By both of their names. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** What `imports/envoy.json` declares under a name. */
export type Declared = { readonly is: 'message'; readonly message: Message } | { readonly is: 'enum'; readonly values: readonly string[] };

interface Package {
  readonly messages: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

type Entry =
  | { readonly is: 'message'; readonly pack: string; readonly fields: Readonly<Record<string, string>> }
  | { readonly is: 'enum'; readonly values: readonly string[] };

/** Written by `npm run import:envoy`, and beside the compiled library under the same path. */
const FILE = join(__dirname, '../../../../../imports/envoy.json');

let entries: ReadonlyMap<string, Entry> | undefined;

/**
 * The message or enum of a full name such as `envoy.config.cluster.v3.Cluster`. Those that istiod knows: what
 * `protoregistry.GlobalTypes` of google.golang.org/protobuf holds in a program with pkg/config/xds of istio 1.30.3.
 */
export function findDeclared(name: string): Declared | undefined {
  const entry = loadEntries().get(name);
  return entry?.is === 'message' ? { is: 'message', message: { name, fields: readFields(entry.fields, entry.pack) } } : entry;
}

/** The full names of all messages. */
export function messageNames(): string[] {
  return [...loadEntries()].filter(([, { is }]) => is === 'message').map(([name]) => name);
}

/** Reads the file when it is asked for first: most sets of manifests have no EnvoyFilter. */
function loadEntries(): ReadonlyMap<string, Entry> {
  if (entries) return entries;
  const { packages } = JSON.parse(readFileSync(FILE, 'utf8')) as { readonly packages: Readonly<Record<string, Package>> };
  const all = new Map<string, Entry>();
  for (const [pack, { messages, enums }] of Object.entries(packages)) {
    for (const [name, fields] of Object.entries(messages)) all.set(`${pack}.${name}`, { is: 'message', pack, fields });
    for (const [name, values] of Object.entries(enums)) all.set(`${pack}.${name}`, { is: 'enum', values });
  }
  return (entries = all);
}

function readFields(texts: Readonly<Record<string, string>>, pack: string): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const [index, [name, text]] of Object.entries(texts).entries()) {
    const field = readField(name, text, pack, index);
    fields.set(name, field).set(field.jsonName, field);
  }
  return fields;
}

/** `repeated .Filter in config_type`: see scripts/import-envoy/field.ts. */
const FIELD = /^(?:(repeated) |map<(\w+), )?([\w.]+)>?(?: in (\w+))?$/;

function readField(name: string, text: string, pack: string, index: number): Field {
  const [, repeated, key, type = '', oneof] = FIELD.exec(text) ?? [];
  return {
    name,
    jsonName: name.replace(/_+(.?)/g, (_, letter: string) => letter.toUpperCase()),
    label: repeated !== undefined ? 'list' : key !== undefined ? 'map' : 'single',
    key,
    type: type.startsWith('.') ? pack + type : type,
    oneof,
    index,
  };
}
