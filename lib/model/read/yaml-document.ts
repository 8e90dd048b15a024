import { load, type State, YAMLException } from 'js-yaml';
import { unshare } from './aliases';
import type { Document } from './document';
import { markTextColons } from './flow-text';
import { MAX_DEPTH, MAX_MERGED, MAX_SCALAR } from './limits';
import { findPlace, type Json, type Note, type Position, SyntaxProblem } from './values';
import { survey, type Survey } from './yaml-position';
import { KUBECTL_SCHEMA, NoJson } from './yaml-schema';

/*
 * YAML as kubectl reads it, parsed by js-yaml with a schema of kubectl's scalars; where things stand is
 * asked of `yaml`, when there is something to say of them. What still differs from kubectl:
 *
 * Refused here, accepted there: `<<` after a key that it brings, too, and two `<<` in one mapping (there
 * the later wins, in YAML the key itself); tags but those of JSON's types, also those on lists and mappings;
 * NEL, LS and PS outside of escapes (line breaks there, text in YAML 1.2); what follows the value without
 * `---` or `...`; keys that are numbers with a fraction or beyond 2^53, whose text Go writes in its own way.
 * In `[]` and `{}`: `?a` (a key there, text in YAML 1.2), `-` alone, `*a:` and `*a :b`, after a tag a text that begins
 * or ends with `:`, and a text without quotes that goes on in a line with less indentation than the key around.
 *
 * Accepted here, refused there: the escape `\/`, an escaped half of a surrogate pair, keys of more than
 * 1024 characters, anchors of other characters than letters, digits, `-` and `_`; null, a list or a mapping
 * as a key in `{}` on a line with other text, and a tab that begins a line in `[]` or `{}`.
 *
 * Read otherwise: a `!` before nothing is null here, an empty text there; a fraction as a key in `{}` (`1e6`)
 * may be spelt otherwise.
 */

/** The lines between two lines of `---`. */
export interface Chunk {
  readonly text: string;
  /** Lines before it. */
  readonly line: number;
}

/** Splits at every line that begins with `---`, even in a block scalar, as kubectl does before it parses. */
export function* splitYaml(text: string): Generator<Chunk> {
  let start = 0;
  let line = 0;
  for (;;) {
    const at = text.startsWith('---', start) ? start : text.indexOf('\n---', start) + 1 || text.length;
    const chunk = text.slice(start, at);
    if (at > 0) yield { text: chunk, line };
    if (at === text.length) return;
    for (let i = chunk.indexOf('\n'); i !== -1; i = chunk.indexOf('\n', i + 1)) line++;
    const end = text.indexOf('\n', at);
    if (!/^---\s*(?:#.*)?$/.test(text.slice(at, end))) {
      throw new SyntaxProblem(
        'kubectl takes every line that begins with --- for the end of a document, and does not read the rest of it; put that on the next line, or indent it',
        { line: line + 1, column: 1 },
      );
    }
    start = end + 1;
    line++;
  }
}

/** What may stand for a key or merge that kubectl reads otherwise: a reason to look at the document more closely. */
const SUSPECT = /<<|\{\s*[{[]|[}\]]\s*:|^[ \t-]*(?:\?\s|:\s|(?:~|[nN]ull|NULL|[-+]?\.?[0-9][^:\n]*):)/m;
const LINE_BREAKS = /[\x85\u2028\u2029]/;
const END = /^\.\.\.(?=\s)/m;
const BLANK = /^[ \t]*(?:#.*)?$/;

/** One document of YAML. */
export class YamlDocument implements Document {
  public readonly value: Json;
  /** Values in it, aliases not expanded; keys count. */
  public count = 0;
  private readonly text: string;
  /** The text for parsers of YAML 1.2, with everything in its place. */
  private readonly marked: string;
  private readonly line: number;
  private readonly found: Note[] = [];
  /** Where js-yaml began to read a node most recently. */
  private opened = 0;
  private depth = 0;

  public constructor(
    chunk: Chunk,
    public readonly number: number,
    private readonly maxCount: number,
  ) {
    this.line = chunk.line;
    this.text = this.untilEnd(chunk.text);
    const odd = LINE_BREAKS.exec(this.text);
    if (odd) this.fail('this character ends a line for kubectl (NEL, LS or PS); write it as \\N, \\L or \\P in double quotes', odd.index);
    const merges = this.text.split('<<').length - 1;
    if (merges * this.text.length > MAX_MERGED) this.fail('too many << in so large a document; split it', this.text.indexOf('<<'));
    this.marked = markTextColons(this.text, (problem, index) => this.fail(problem, index));
    const { value, repeats } = this.parse();
    if (repeats || SUSPECT.test(this.text)) {
      const { notes, problem } = this.survey();
      if (problem) throw problem;
      this.found.unshift(...notes);
    }
    this.value = this.text.includes('&') ? this.unshare(value) : value;
  }

  private unshare(value: Json): Json {
    return unshare(value, (problem, path) => {
      const { root, places } = this.survey();
      throw new SyntaxProblem(problem, findPlace(root, places, path) ?? this.at);
    });
  }

  /** Where its value begins. */
  public get at(): Position {
    return this.position(this.skipBlank(0));
  }

  public notes(): readonly Note[] {
    return this.found;
  }

  public locate(): Survey {
    return this.survey();
  }

  private survey(): Survey {
    return survey(this.marked, this.line, this.at);
  }

  private parse(): { value: Json; repeats: boolean } {
    try {
      return { value: this.load(false), repeats: false };
    } catch (error) {
      if (!(error instanceof YAMLException) || error.reason !== 'duplicated mapping key') throw this.explain(error);
    }
    try {
      return { value: this.load(true), repeats: true };
    } catch (error) {
      throw this.explain(error);
    }
  }

  private load(json: boolean): Json {
    this.count = this.depth = this.opened = 0;
    const listener = (event: 'open' | 'close', state: State): void => {
      if (event === 'open') this.open(state);
      else this.close(state);
    };
    return (load(this.marked, { schema: KUBECTL_SCHEMA, json, listener }) ?? null) as Json;
  }

  private open({ position }: State): void {
    this.opened = position;
    // js-yaml reads the first node of a mapping within the mapping, so up to two of these levels are none.
    if (++this.depth > MAX_DEPTH + 2) this.fail(`more than ${MAX_DEPTH} levels; nest less deeply`, position);
    if (++this.count > this.maxCount) this.fail('too many values in this file; split it', position);
  }

  private close({ result }: State): void {
    this.depth--;
    if (typeof result === 'string' && result.length > MAX_SCALAR)
      this.fail(`a text of more than ${MAX_SCALAR} characters; make it shorter`, this.skipBlank(this.opened));
  }

  /** Up to a line of `...`, after which kubectl does not read on. */
  private untilEnd(text: string): string {
    const end = text.includes('\n...') || text.startsWith('...') ? END.exec(text)?.index : undefined;
    if (end === undefined) return text;
    const rest = text.slice(end).replace('...', '   ').split('\n');
    if (!rest.every((line) => BLANK.test(line))) {
      const at = { line: this.line + text.slice(0, end).split('\n').length, column: 1 };
      this.found.push({ kind: 'unread-text', at, path: [] });
    }
    return text.slice(0, end);
  }

  private explain(error: unknown): unknown {
    if (error instanceof NoJson) return new SyntaxProblem(error.message, this.position(this.skipBlank(this.opened)));
    if (!(error instanceof YAMLException) || !error.mark) return error;
    const { reason, mark } = error;
    if (/end of the stream within a (?:single|double) quoted/.test(reason))
      return new SyntaxProblem('this quote is never closed; add the closing quote', this.position(this.skipBlank(this.opened)));
    const advice = ADVICE.find(([words]) => reason.includes(words))?.[1] ?? 'check the indentation and the quotes';
    return new SyntaxProblem(`${reason}; ${advice}`, { line: this.line + mark.line + 1, column: mark.column + 1 });
  }

  /** Past blanks, empty lines and comments. */
  private skipBlank(from: number): number {
    let at = from;
    for (;;) {
      while (/\s/.test(this.text.charAt(at))) at++;
      if (this.text[at] !== '#') return at < this.text.length ? at : from;
      const end = this.text.indexOf('\n', at);
      if (end === -1) return from;
      at = end;
    }
  }

  private position(index: number): Position {
    const lines = this.text.slice(0, index).split('\n');
    return { line: this.line + lines.length, column: lines[lines.length - 1]!.length + 1 };
  }

  private fail(problem: string, index: number): never {
    throw new SyntaxProblem(problem, this.position(index));
  }
}

/** What to do about js-yaml's complaints. */
const ADVICE: readonly (readonly [string, string])[] = [
  ['tab characters', 'indent with spaces'],
  ['end of the stream within a', 'add the closing bracket'],
  ['unknown tag', 'remove the tag'],
  ['explicit tag', 'remove the tag'],
  ['unidentified alias', 'mark a value before it with &, or quote this one'],
  ['directives end mark', 'remove the line that begins with %: kubectl reads the lines before --- as a document'],
  ['escape', "write \\\\ for a backslash, or use '…'"],
  ['merge mappings', 'give << a mapping or a list of mappings, or quote it if it is a key'],
];
