import { readFileSync } from 'node:fs';
import { printable } from './escape';

/** A line of source, fit to be printed, and where in it something is. */
export interface Excerpt {
  readonly line: string;
  /** What stands before the place takes so many columns, and the place itself so many. */
  readonly indent: number;
  readonly length: number;
}

/** Characters of a line that are shown; of a longer one those around the place. */
const WIDTH = 160;
const BEFORE = 60;

/** Shows lines of files. A file is read again when it is first asked for, and one is kept. */
export class Excerpts {
  private file?: string;
  private lines: readonly string[] = [];

  /** `stdin` is what `-` stands for. */
  public constructor(private readonly stdin: () => string | undefined = () => undefined) {}

  /** A place in a file; undefined where the file is gone or is none. */
  public at(file: string, line: number, column: number): Excerpt | undefined {
    if (this.file !== file) {
      this.file = file;
      this.lines = (this.textOf(file) ?? '').split(/\r\n|\n|\r/);
    }
    const text = this.lines[line - 1];
    return text === undefined ? undefined : excerpt(text, column - 1);
  }

  private textOf(file: string): string | undefined {
    if (file === '-') return this.stdin();
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
  }
}

function excerpt(text: string, offset: number): Excerpt {
  const start = text.length > WIDTH ? Math.max(0, Math.min(offset - BEFORE, text.length - WIDTH)) : 0;
  const end = Math.min(text.length, start + WIDTH);
  const [before, rest] = [text.slice(start, offset), text.slice(Math.max(offset, start), end)].map((part) =>
    printable(part.replaceAll('\t', ' ')),
  );
  const [head, tail] = [start > 0 ? '…' : '', end < text.length ? '…' : ''];
  // The `-` of an item stands for all of its line.
  const token = /^- .*\S/.exec(rest!)?.[0] ?? /^(?:"[^"]*"?|'[^']*'?|[^\s:,}\]]+)/.exec(rest!)?.[0] ?? '';
  return { line: `${head}${before}${rest}${tail}`, indent: head.length + before!.length, length: Math.max(1, token.length) };
}
