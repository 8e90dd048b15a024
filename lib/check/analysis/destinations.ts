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
export function* destinationsOf(spec: VirtualServiceSpec): Iterable<PlacedDestination> {
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
export function* objectsWithIndex<T>(list: readonly T[] | null | undefined): Iterable<[number, T]> {
  for (const [index, each] of listOf(list).entries()) if (isObject(each)) yield [index, each];
}

/** The strings of a list with their places in it. */
export function* stringsWithIndex(list: readonly string[] | null | undefined): Iterable<[number, string]> {
  for (const [index, each] of listOf(list).entries()) if (typeof each === 'string') yield [index, each];
}
