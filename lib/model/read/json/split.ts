import { MAX_DEPTH, MAX_VALUES } from '../limits';
import { type Position, SyntaxProblem } from '../values';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Where a value of a stream of JSON values begins and ends. */
export interface JsonChunk {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** Keys in it, those that are there twice counted twice. */
  readonly keys: number;
}

/**
 * Finds the values in a stream of JSON values by their brackets alone, and refuses what is too deep or
 * too much before any of it is built. What is no JSON may come out in odd pieces: to parse them tells.
 */
export function splitJson(text: string): JsonChunk[] {
  const chunks: JsonChunk[] = [];
  let values = 0;
  let depth = 0;
  let keys = 0;
  let start = -1;
  let line = 0;
  let startLine = 0;
  let lineStart = 0;
  let inString = false;
  const here = (pos: number): Position => ({ line: line + 1, column: pos - lineStart + 1 });
  const close = (end: number): void => {
    chunks.push({ start, end, line: startLine, keys });
    start = -1;
    depth = keys = 0;
  };
  for (let pos = 0; pos < text.length; pos++) {
    const c = text.charCodeAt(pos);
    if (inString) {
      if (c === BACKSLASH) pos++;
      else if (c === QUOTE) {
        inString = false;
        if (depth === 0) close(pos + 1);
      }
      continue;
    }
    const isSpace = c === 0x20 || c === 0x0a || c === 0x09 || c === 0x0d;
    if (c === 0x0a) {
      line++;
      lineStart = pos + 1;
    }
    if (start === -1) {
      if (isSpace) continue;
      start = pos;
      startLine = line;
    } else if (isSpace && depth === 0) {
      close(pos);
      continue;
    }
    switch (c) {
      case QUOTE:
        inString = true;
        break;
      case 0x7b /* { */:
      case 0x5b /* [ */:
        if (++depth > MAX_DEPTH) throw new SyntaxProblem(`more than ${MAX_DEPTH} levels; nest less deeply`, here(pos));
        values++;
        break;
      case 0x2c /* , */:
      case 0x3a /* : */:
        if (c === 0x3a) keys++;
        if (++values > MAX_VALUES) throw new SyntaxProblem(`more than ${MAX_VALUES} values; split the file`, here(pos));
        break;
      case 0x7d /* } */:
      case 0x5d /* ] */:
        if (--depth <= 0) close(pos + 1);
    }
  }
  if (start !== -1) close(text.length);
  return chunks;
}
