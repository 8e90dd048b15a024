import { isUtf8 } from 'node:buffer';
import { SyntaxProblem } from './values';

/** What Go's `unicode.IsSpace` takes for space, for a character class of a regular expression; \s of JavaScript is not the same. */
export const GO_SPACE = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const UTF16 = { fffe: 'utf-16le', feff: 'utf-16be' } as const;

/**
 * The text in a file's bytes, line breaks made \n. UTF-8, or UTF-16 with a byte order mark, as kubectl
 * reads it; but what is neither is refused, where kubectl puts U+FFFD in its place and goes on.
 */
export function decode(bytes: Buffer): string {
  const utf16 = UTF16[bytes.toString('hex', 0, 2) as keyof typeof UTF16];
  if (utf16) return normalise(new TextDecoder(utf16).decode(bytes));
  if (!isUtf8(bytes)) failAtInvalid(bytes);
  return normalise(bytes.toString('utf8'));
}

/** Line breaks made \n, one after the last line, and the byte order mark gone. */
export function normalise(text: string): string {
  const unmarked = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = unmarked.includes('\r\n') ? unmarked.replaceAll('\r\n', '\n') : unmarked;
  return lines.endsWith('\n') || lines === '' ? lines : `${lines}\n`;
}

function failAtInvalid(bytes: Buffer): never {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    const part = bytes.subarray(start, end);
    if (!isUtf8(part)) {
      const column = part.toString('utf8').indexOf('\uFFFD') + 1;
      throw new SyntaxProblem('a byte here is no UTF-8, and kubectl would put U+FFFD in its place; save the file as UTF-8', {
        line,
        column,
      });
    }
    start = end + 1;
  }
  throw new SyntaxProblem('this is no UTF-8; save the file as UTF-8', { line: 1, column: 1 });
}

/** What YAML allows nowhere, and halves of surrogate pairs. */
const FORBIDDEN = /[\0-\x08\v\f\x0e-\x1f\x7f-\x84\x86-\x9f\uFFFE\uFFFF]/;
const HALF_PAIR = /\p{Surrogate}/u;

/** Refuses control characters. A NUL most often means that the file is no text at all. */
export function checkCharacters(text: string): void {
  const at = FORBIDDEN.exec(text)?.index ?? HALF_PAIR.exec(text)?.index;
  if (at === undefined) return;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const before = text.lastIndexOf('\n', at - 1);
  const line = at === 0 ? 1 : text.slice(0, at).split('\n').length;
  const column = at === 0 ? 1 : at - before;
  throw new SyntaxProblem(`YAML can not hold the character U+${code}; remove it, or write it as an escape in a "quoted" string`, {
    line,
    column,
  });
}
