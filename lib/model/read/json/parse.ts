import { type Json, type Note, type Places, type Position, setOwn, SyntaxProblem } from '../values';
import { MAX_NOTES } from '../limits';
import type { JsonChunk } from './split';

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
// In pieces, for a regular expression that matches a string as a whole overflows the stack on a long one.
const STRING_PIECE = /[^"\\\u0000-\u001f]{1,1000}|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORDS: readonly [string, Json][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/**
 * Parses JSON a second time, when there is something to say of it: where a key stands, which keys are
 * there twice, where the mistake is. `JSON.parse`, which is much faster, tells none of this. The text
 * went through `splitJson`, so its depth is bounded.
 */
export class JsonParser {
  public readonly places: Places = new Map();
  public readonly notes: Note[] = [];
  private readonly path: (string | number)[] = [];
  private pos: number;
  private line: number;
  private lineStart: number;

  public constructor(
    private readonly text: string,
    private readonly chunk: JsonChunk,
  ) {
    this.pos = chunk.start;
    this.line = chunk.line;
    this.lineStart = text.lastIndexOf('\n', chunk.start - 1) + 1;
    if (chunk.start === 0) this.lineStart = 0;
  }

  public parse(): Json {
    const value = this.value();
    this.skipSpace();
    if (this.pos < this.chunk.end) this.fail('more text after the value; remove it');
    return value;
  }

  private value(): Json {
    this.skipSpace();
    const c = this.peek();
    if (c === '{') return this.object();
    if (c === '[') return this.array();
    if (c === '"') return this.string();
    for (const [word, value] of WORDS) {
      if (!this.text.startsWith(word, this.pos)) continue;
      this.pos += word.length;
      return value;
    }
    const number = this.match(NUMBER);
    if (!number) return this.fail('a JSON value is expected; text goes in double quotes');
    const value = Number(number);
    if (!Number.isFinite(value)) {
      this.pos -= number.length;
      this.fail(`${number} is too large a number; quote it if it is text`);
    }
    return value;
  }

  private object(): Json {
    const result: Record<string, Json> = {};
    const places = new Map<string | number, Position>();
    this.places.set(result, places);
    this.pos++;
    this.skipSpace();
    if (this.take('}')) return result;
    do {
      this.skipSpace();
      const at = this.here();
      if (this.peek() !== '"') this.fail('a key in double quotes is expected');
      const key = this.string();
      this.path.push(key);
      if (places.has(key) && this.notes.length < MAX_NOTES) this.notes.push({ kind: 'duplicate-key', at, path: [...this.path] });
      this.skipSpace();
      if (!this.take(':')) this.fail('":" is expected after the key');
      setOwn(result, key, this.value());
      places.set(key, at);
      this.path.pop();
      this.skipSpace();
    } while (this.take(','));
    if (!this.take('}')) this.fail('"," or "}" is expected');
    return result;
  }

  private array(): Json {
    const result: Json[] = [];
    const places = new Map<string | number, Position>();
    this.places.set(result, places);
    this.pos++;
    this.skipSpace();
    if (this.take(']')) return result;
    do {
      this.skipSpace();
      places.set(result.length, this.here());
      this.path.push(result.length);
      result.push(this.value());
      this.path.pop();
      this.skipSpace();
    } while (this.take(','));
    if (!this.take(']')) this.fail('"," or "]" is expected');
    return result;
  }

  private string(): string {
    const start = this.pos++;
    while (this.match(STRING_PIECE)) continue;
    if (!this.take('"')) {
      this.fail(
        this.pos >= this.chunk.end
          ? 'a string is never closed; add the closing quote'
          : 'this can not stand in a JSON string; write a line break as \\n, a tab as \\t, a backslash as \\\\',
      );
    }
    return JSON.parse(this.text.slice(start, this.pos)) as string;
  }

  private peek(): string {
    return this.pos < this.chunk.end ? this.text[this.pos]! : '';
  }

  private take(c: string): boolean {
    if (this.peek() !== c) return false;
    this.pos++;
    return true;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.pos;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.pos += found.length;
    return found;
  }

  private skipSpace(): void {
    const from = this.pos;
    this.match(SPACE);
    for (let at = this.text.indexOf('\n', from); at !== -1 && at < this.pos; at = this.text.indexOf('\n', at + 1)) {
      this.line++;
      this.lineStart = at + 1;
    }
  }

  private here(): Position {
    return { line: this.line + 1, column: this.pos - this.lineStart + 1 };
  }

  private fail(problem: string): never {
    throw new SyntaxProblem(`${problem} (what begins with { is read as JSON, by kubectl too)`, this.here());
  }
}
