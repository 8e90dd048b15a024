import type { Document } from './document';
import { findPlace, type Json, type Note, type Places, type Position } from './values';

/** The way to a field: `['spec', 'http', 0, 'route']`. */
export type FieldPath = readonly (string | number)[];

/** Where an object came from. */
export type Source = ConstructSource | FileSource;

/** An object from a cdk8s app. */
export interface ConstructSource {
  readonly kind: 'construct';
  /** The construct's path in the tree, e.g. `app/reviews/routes`. */
  readonly path: string;
}

/** An object from a file, from stdin or from a string. */
export class FileSource {
  public readonly kind = 'file';

  public constructor(
    /** The path as it was given or found, `-` for stdin, `<text>` for a string. */
    public readonly file: string,
    private readonly text: Document,
    /** The way from the document to the object: an item of a List has one. */
    private readonly path: FieldPath = [],
  ) {}

  /** Which document of the file it is in, from 1. */
  public get document(): number {
    return this.text.number;
  }

  /** Whether two objects are one place of one file, which was read twice. */
  public isSameAs(other: FileSource): boolean {
    return this.file === other.file && this.document === other.document && this.path.join() === other.path.join();
  }

  /**
   * Where a field stands: the key of a mapping's entry, the beginning of a list's item. Of a field that
   * is not there, it is the place of the nearest one around it. Parses the document again, so ask when
   * there is something to say, not of every object.
   */
  public locate(path: FieldPath = []): Position {
    const { root, places } = located(this.text);
    return findPlace(root, places, [...this.path, ...path]) ?? this.text.at;
  }

  /**
   * What kubectl passes over in silence, though it is most likely a mistake, with the way from the object to the key. What
   * stands around the items of a List is noted of the first.
   */
  public notes(): readonly Note[] {
    const notes = this.text.notes();
    if (notes.length === 0) return notes;
    const depth = this.path.length;
    const own = notes.filter(({ path }) => this.path.every((step, index) => path[index] === step));
    const isFirst = depth > 0 && this.path.every((step) => step === 'items' || step === 0);
    const around = isFirst ? notes.filter(({ path }) => path[0] !== 'items' || path.length === 1) : [];
    return [...around.map((note) => ({ ...note, path: [] })), ...own.map((note) => ({ ...note, path: note.path.slice(depth) }))];
  }
}

interface Located {
  readonly root: Json;
  readonly places: Places;
}

/** Questions come in a row about one document, so one is kept. */
let last: { readonly text: Document; readonly located: Located } | undefined;

function located(text: Document): Located {
  if (last?.text !== text) last = { text, located: text.locate() };
  return last.located;
}
