import type { Origin } from '../model';
import type { FieldPath, Position, Source } from '../model/read';

/** Where something was written: a construct's path, or a place in a file. */
export type Place = { readonly construct: string } | { readonly file: string; readonly line: number; readonly column: number };

/** The place of an object, or of one of its fields, which may be known already; undefined where nothing is known of it. */
export function placeOf(origin: Origin, field: FieldPath = [], at?: Position): Place | undefined {
  const source = origin as Source | undefined;
  if (source === undefined) return undefined;
  return source.kind === 'construct' ? { construct: source.path } : { file: source.file, ...(at ?? source.locate(field)) };
}

/** `file:line:column`, as editors and terminals link it, or the construct's path. */
export function formatPlace(place: Place): string {
  return 'construct' in place ? place.construct : `${place.file}:${place.line}:${place.column}`;
}
