import { Lexer } from 'yaml';
import { TEXT_COLON } from './yaml-schema';

/*
 * Texts without quotes in `[]` and `{}`, as kubectl's scanner cuts them (go.yaml.in/yaml/v2 2.4.2 `scannerc.go`:
 * `yaml_parser_scan_plain_scalar`, `yaml_parser_fetch_next_token`). js-yaml and `yaml` follow YAML 1.2 instead:
 *
 * - a `:` ends a text only before a blank: `[b:]` holds the text `b:`, in YAML 1.2 a mapping;
 * - a `?` ends it anywhere and begins a key, so `[a?b]` is an error and `[?a]` a mapping;
 * - a `:` never begins a text, so `[::1]` is an error.
 */

/** What may be such a text, in brackets or not: most documents have none. The second is a quote within a text, not JSON's `"a":[`. */
const DOUBTFUL = new RegExp(
  [/[^\s"']:[,[\]{}]/, /["']:[,[\]{}](?<=(?:[\s,[{]|["'\]}]:)[^\s"',[\]{}][^,[\]{}]*["']:.)/, /[,[{][^,[\]{}]*\?/, /(?:[\s,[{]|["'\]}]:):/]
    .map(({ source }) => source)
    .join('|'),
);

type Refuse = (problem: string, index: number) => never;

/** Puts a stand-in for each `:` that is text to kubectl alone, so that every place stays the same; refuses what it refuses. */
export function markTextColons(text: string, refuse: Refuse): string {
  if (!DOUBTFUL.test(text)) return text;
  const parts: string[] = [];
  let copied = 0;
  const mark = (index: number): void => {
    parts.push(text.slice(copied, index), TEXT_COLON);
    copied = index + 1;
  };
  for (let open = findFlow(text, 0); open !== undefined; open = findFlow(text, readFlow(text, open, mark, refuse)));
  return parts.join('') + text.slice(copied);
}

interface Token {
  readonly source: string;
  readonly at: number;
  /** Whether it is a text without quotes, or that of a block. */
  readonly isText: boolean;
}

/** The tokens from a place on, but those that take no room. */
function* lex(text: string, from: number): Generator<Token> {
  let at = from;
  let isText = false;
  for (const source of new Lexer().lex(text.slice(from))) {
    if (source === '\x1f') isText = true;
    if (/^[\x02\x18\x1f]$/.test(source)) continue;
    yield { source, at, isText };
    at += source.length;
    isText = false;
  }
}

/** Where the next `[` or `{` stands that opens a collection. */
function findFlow(text: string, from: number): number | undefined {
  for (const { source, at, isText } of lex(text, from)) if (!isText && (source === '[' || source === '{')) return at;
  return undefined;
}

/** Goes through one collection, where the indentation means nothing to kubectl, hence with a lexer of its own. Returns where it ends. */
function readFlow(text: string, open: number, mark: (index: number) => void, refuse: Refuse): number {
  let level = 0;
  let marked = -1;
  let isTagged = false;
  /** The token before this one, blanks and comments aside. */
  let before = '';
  for (const { source, at, isText } of lex(text, open)) {
    if (at === marked || (!isText && /^[\s#]/.test(source))) continue;
    if (isText) {
      if (source.includes('?')) refuse('kubectl takes a ? in [] or {} for the start of a key; quote this text', at);
      if (source.startsWith(':')) refuse('kubectl reads no text that begins with : in [] or {}; quote it', at);
      const colon = textColon(text, at + source.length);
      if (colon !== undefined) {
        if (/[[{]/.test(text.charAt(colon + 1))) refuse('kubectl takes this : for text; put a blank after it', colon);
        if (isTagged) refuse('kubectl takes this : for text; put a blank after it, or quote the text', colon);
        mark((marked = colon));
      }
    } else if ((source === ':' && /^[,:?[{]$/.test(before)) || (before === '?' && /^[,\]}]$/.test(source))) {
      refuse('kubectl reads no empty key; write it before the :, or quote this if it is text', at);
    } else if (source === '[' || source === '{') level++;
    else if ((source === ']' || source === '}') && --level === 0) return at + 1;
    isTagged = source.startsWith('!') && !isText;
    before = isText ? '' : source;
  }
  return text.length;
}

/** The `:` after a text that is not the last of it to YAML 1.2, but is to kubectl. */
function textColon(text: string, end: number): number | undefined {
  const blanks = /\s*/y;
  blanks.lastIndex = end;
  const colon = end + blanks.exec(text)![0].length;
  return /^:[,[\]{}]/.test(text.slice(colon, colon + 2)) ? colon : undefined;
}
