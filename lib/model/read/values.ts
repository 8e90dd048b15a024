/** A place in a text; line and column count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Of a mapping or list: where each key or item stands. */
export type Places = Map<object, Map<string | number, Position>>;

/** What kubectl passes over in silence, though it is most likely a mistake. */
export interface Note {
  /** `duplicate-key`: the last of several wins. `unread-text`: what follows `...`, or the document's value, is not read. */
  readonly kind: 'duplicate-key' | 'unread-text';
  readonly at: Position;
  /** The way to the key in its document; of text that is not read, the document's own. */
  readonly path: readonly (string | number)[];
}

/** The place of a field, or of the nearest one around it that is there. */
export function findPlace(root: Json, places: Places, path: readonly (string | number)[]): Position | undefined {
  let value: Json | undefined = root;
  let place: Position | undefined;
  for (const step of path) {
    const found: Position | undefined = typeof value === 'object' && value !== null ? places.get(value)?.get(step) : undefined;
    if (!found) return place;
    place = found;
    value = (value as Record<string | number, Json>)[step];
  }
  return place;
}

/** Whether a value is a mapping. */
export function isMapping(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets a property of an object itself: a plain assignment of `__proto__` would set the prototype. */
export function setOwn(target: object, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** What keeps a text from being read, and where; who knows the file makes a `ReadError` of it. */
export class SyntaxProblem extends Error {
  public override readonly name = 'SyntaxProblem';

  public constructor(
    message: string,
    public readonly at: Position,
  ) {
    super(message);
  }
}
