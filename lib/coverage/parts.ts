import { createHash } from 'node:crypto';
import {
  type DestinationRuleSpec,
  type HttpRoute,
  Kind,
  type L4MatchAttributes,
  objectsIn,
  type Resource,
  type Subset,
  type TcpRoute,
  type TlsRoute,
  type VirtualServiceSpec,
} from '../model';
import type { FieldPath } from '../model/read';
import { nameOf } from '../route/trace';

/** What coverage counts: rules of VirtualServices (`http`, `tls`, `tcp`), each match of a rule, subsets of DestinationRules. */
export type PartKind = 'route' | 'match' | 'subset';

/** A part of an object, told apart by what is written in it. */
export interface WrittenPart {
  /** The object's name and the part's content: the same in every mesh and process that has the same part. */
  readonly id: string;
  readonly kind: PartKind;
  readonly path: FieldPath;
  /** Its own name, if it has one. */
  readonly name?: string;
}

/** Which objects have them. */
export const KIND_OF = {
  route: Kind.VIRTUAL_SERVICE,
  match: Kind.VIRTUAL_SERVICE,
  subset: Kind.DESTINATION_RULE,
} as const satisfies Record<PartKind, string>;

/** The parts of an object by their paths, as {@link keyOfPath} writes them. */
export type WrittenParts = ReadonlyMap<string, WrittenPart>;

const known = new WeakMap<object, { readonly object: string; readonly parts: WrittenParts }>();

/** The parts of an object; meshes laid over each other share their objects, so each is read once. */
export function partsOf(resource: Resource): WrittenParts {
  const object = nameOf(resource);
  let found = known.get(resource.manifest);
  if (found?.object !== object) known.set(resource.manifest, (found = { object, parts: read(resource, object) }));
  return found.parts;
}

/** `spec.http.0` */
export function keyOfPath(path: FieldPath): string {
  return path.join('.');
}

function read(resource: Resource, object: string): WrittenParts {
  const parts: WrittenPart[] = [];
  if (resource.kind === Kind.DESTINATION_RULE) {
    const { subsets } = resource.spec as DestinationRuleSpec;
    each(objectsIn<Subset>(subsets), `${object} subset`, (subset, index, id) =>
      parts.push({ id, kind: 'subset', path: ['spec', 'subsets', index], ...named(subset) }),
    );
  } else if (resource.kind === Kind.VIRTUAL_SERVICE) {
    const spec = resource.spec as VirtualServiceSpec;
    for (const list of ['http', 'tls', 'tcp'] as const) {
      each(objectsIn<HttpRoute | TlsRoute | TcpRoute>(spec[list]), `${object} ${list}`, (rule, index, id) => {
        const path = ['spec', list, index] as const;
        parts.push({ id, kind: 'route', path, ...named(rule) });
        each(objectsIn<L4MatchAttributes>(rule.match), `${id} match`, (match, position, matchId) =>
          parts.push({ id: matchId, kind: 'match', path: [...path, 'match', position], ...named(match) }),
        );
      });
    }
  }
  return new Map(parts.map((part) => [keyOfPath(part.path), part]));
}

function named(value: object): { name?: string } {
  const { name } = value as { name?: unknown };
  return typeof name === 'string' && name !== '' ? { name } : {};
}

/** Goes through a list with an id for each item: what is in it, and which one it is of several that are equal. */
function each<Item>(items: readonly Item[], prefix: string, visit: (item: Item, index: number, id: string) => void): void {
  const seen = new Map<string, number>();
  items.forEach((item, index) => {
    const id = `${prefix} ${digestOf(item)}`;
    const twins = seen.get(id) ?? 0;
    seen.set(id, twins + 1);
    visit(item, index, twins === 0 ? id : `${id} ${twins}`);
  });
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('base64url').slice(0, 22);
}

/** JSON that does not depend on the order of keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`)
    .join()}}`;
}
