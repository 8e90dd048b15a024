import { formatFieldPath, formatTraceEntry as formatEntry, type TraceEntry } from '../route';
import { formatPlace, type Place, placeOf } from './place';

/** Where the field that an entry is about was written; undefined where nothing is known of it. */
export function placeOfEntry({ origin, field }: TraceEntry): Place | undefined {
  return placeOf(origin, field);
}

/** The place as text: `file:line:column`, or the construct with the field. */
export function formatEntryPlace(entry: TraceEntry): string | undefined {
  const place = placeOfEntry(entry);
  if (!place) return undefined;
  return 'construct' in place && entry.field ? `${place.construct} ${formatFieldPath(entry.field)}` : formatPlace(place);
}

/** One line: the stage, the candidate, the verdict, its reason, and where that was written. */
export function formatTraceEntry(entry: TraceEntry): string {
  const place = formatEntryPlace(entry);
  return `${formatEntry(entry)}${place === undefined ? '' : ` (${place})`}`;
}
