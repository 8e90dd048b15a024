import type { Json, Note, Places, Position } from './values';

/** One document of a text that has content. */
export interface Document {
  readonly value: Json;
  /** Counts from 1, documents without content included. */
  readonly number: number;
  /** Where its value begins. */
  readonly at: Position;
  /** What was odd about it. */
  notes(): readonly Note[];
  /** Parses it again, this time with a note of where every key and item stands. */
  locate(): { readonly root: Json; readonly places: Places };
}
