import { Destination, HttpRoute, isObject, listOf, VirtualServiceSpec } from '../../model';
import { FieldPath } from '../../model/read';

/** Where a VirtualService sends traffic, and in which field. */
export interface PlacedDestination {
  readonly destination: Destination;
  /** Of the destination itself. */
  readonly field: FieldPath;
  /** True of a copy whose answers nobody sees. */
  readonly isMirror: boolean;
}

const NOWHERE: Destination = Object.freeze({});

/** All destinations of a VirtualService, also those that name none; those of its mirrors last. */
export function destinationsOf(spec: VirtualServiceSpec): readonly PlacedDestination[] {
  let found = FOUND.get(spec);
  if (!found) FOUND.set(spec, (found = [...collect(spec)]));
  return found;
}

/** Several analyzers ask for the same. */
const FOUND = new WeakMap<VirtualServiceSpec, readonly PlacedDestination[]>();

function* collect(spec: VirtualServiceSpec): Iterable<PlacedDestination> {
  for (const protocol of ['tcp', 'tls', 'http'] as const) {
    for (const [rule, { route }] of objectsWithIndex<{ route?: readonly { destination?: Destination }[] }>(spec[protocol])) {
      for (const [index, { destination }] of objectsWithIndex(route)) {
        const field = ['spec', protocol, rule, 'route', index, 'destination'];
        yield { destination: isObject(destination) ? destination : NOWHERE, field, isMirror: false };
      }
    }
  }
  for (const [rule, { mirror, mirrors }] of objectsWithIndex<HttpRoute>(spec.http)) {
    if (isObject(mirror)) yield { destination: mirror, field: ['spec', 'http', rule, 'mirror'], isMirror: true };
    for (const [index, { destination }] of objectsWithIndex(mirrors)) {
      const field = ['spec', 'http', rule, 'mirrors', index, 'destination'];
      yield { destination: isObject(destination) ? destination : NOWHERE, field, isMirror: true };
    }
  }
}

/** The mappings of a list with their places in it. */
export function objectsWithIndex<T>(list: readonly T[] | null | undefined): readonly (readonly [number, T])[] {
  if (!Array.isArray(list)) return NOTHING;
  const found: [number, T][] = [];
  for (let index = 0; index < list.length; index++) if (isObject(list[index])) found.push([index, list[index] as T]);
  return found;
}

/** The strings of a list with their places in it. */
export function stringsWithIndex(list: readonly string[] | null | undefined): readonly (readonly [number, string])[] {
  return listOf(list).flatMap((each, index) => (typeof each === 'string' ? [[index, each] as const] : []));
}

const NOTHING: readonly never[] = Object.freeze([]);
