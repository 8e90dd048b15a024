import type { FileRegistry } from '@bufbuild/protobuf';
import { fieldText } from './field';

/**
 * What `imports/envoy.json` holds: the messages and enums of Envoy's configuration, by package and, in that, by name. Neither
 * numbers, options nor prose.
 *
 * ```ts
 * const { messages, enums } = packages['envoy.config.cluster.v3'];
 * messages.Cluster.lb_policy;          // '.Cluster.LbPolicy': as `fieldText` writes it
 * enums['Cluster.LbPolicy'];           // ['ROUND_ROBIN', 'LEAST_REQUEST', ...]
 * ```
 */
export interface EnvoyTable {
  readonly packages: { readonly [name: string]: EnvoyPackage };
}

/** What one package declares; `Cluster.LbPolicy` is declared within `Cluster`. */
export interface EnvoyPackage {
  /** The fields of each message, in the order of the .proto file. */
  readonly messages: { readonly [name: string]: { readonly [field: string]: string } };
  /** The names of each enum's values. */
  readonly enums: { readonly [name: string]: readonly string[] };
}

/** The table of some descriptors, in the order of names. */
export function tableOf(descriptors: FileRegistry): EnvoyTable {
  const packages = new Map<string, { messages: [string, Record<string, string>][]; enums: [string, string[]][] }>();
  for (const type of descriptors) {
    if (type.kind !== 'message' && type.kind !== 'enum') continue;
    const name = type.file.proto.package;
    const own = packages.get(name) ?? { messages: [], enums: [] };
    packages.set(name, own);
    const local = name === '' ? type.typeName : type.typeName.slice(name.length + 1);
    if (type.kind === 'enum') own.enums.push([local, type.values.map((value) => value.name)]);
    else own.messages.push([local, Object.fromEntries(type.fields.map((field) => [field.name, fieldText(field)]))]);
  }
  return {
    packages: sorted([...packages].map(([name, { messages, enums }]) => [name, { messages: sorted(messages), enums: sorted(enums) }])),
  };
}

function sorted<T>(entries: [string, T][]): Record<string, T> {
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The text of the file: a message or enum a line, so that a change shows what it changes. */
export function renderTable({ packages }: EnvoyTable): string {
  const lines = (types: object): string => lined(Object.entries(types), JSON.stringify);
  const text = lined(Object.entries(packages), ({ messages, enums }) => `{"messages":${lines(messages)},"enums":${lines(enums)}}`);
  return `{"packages":${text}}\n`;
}

function lined<T>(entries: [string, T][], render: (value: T) => string): string {
  return `{${entries.map(([name, value]) => `\n${JSON.stringify(name)}:${render(value)}`).join(',')}}`;
}
