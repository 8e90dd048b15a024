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
  const colons: Edit[] = [];
  let isTagged = false;
  /** The token before this one, blanks, comments and texts aside. */
  let before = '';
  for (const { source, at, isText } of flowTokens(text)) {
    if (at === colons.at(-1)?.at || (!isText && /^[\s#]/.test(source))) continue;
    if (isText) {
      if (source.includes('?')) refuse('kubectl takes a ? in [] or {} for the start of a key; quote this text', at);
      if (source.startsWith(':')) refuse('kubectl reads no text that begins with : in [] or {}; quote it', at);
      const colon = textColon(text, at + source.length);
      if (colon !== undefined) {
        if (/[[{]/.test(text.charAt(colon + 1))) refuse('kubectl takes this : for text; put a blank after it', colon);
        if (isTagged) refuse('kubectl takes this : for text; put a blank after it, or quote the text', colon);
        colons.push({ at: colon, source: TEXT_COLON });
      }
    } else if ((source === ':' && /^[,:?[{]$/.test(before)) || (before === '?' && /^[,\]}]$/.test(source))) {
      refuse('kubectl reads no empty key; write it before the :, or quote this if it is text', at);
    }
    isTagged = source.startsWith('!') && !isText;
    before = isText ? '' : source;
  }
  return edited(text, colons);
}

/**
 * Makes each collection one line, of the same length, for `yaml`: it reads indentation in them, which means
 * nothing to kubectl. Texts of several lines are no longer the same, only what stands where.
 */
export function joinFlowLines(text: string): string {
  if (!/[[{](?![\]}])/.test(text)) return text;
  const lines: Edit[] = [];
  for (const { source, at, isText } of flowTokens(text)) {
    if (source.startsWith('#') && !isText) lines.push({ at, source: ' '.repeat(source.length) });
    else if (source.includes('\n')) lines.push({ at, source: source.replaceAll('\n', ' ') });
  }
  return edited(text, lines);
}

/** What takes the place of as many characters. */
interface Edit {
  readonly at: number;
  readonly source: string;
}

function edited(text: string, edits: readonly Edit[]): string {
  let copied = 0;
  const parts = edits.map(({ at, source }) => {
    const part = text.slice(copied, at) + source;
    copied = at + source.length;
    return part;
  });
  return parts.join('') + text.slice(copied);
}

interface Token extends Edit {
  /** Whether it is a text without quotes, or that of a block. */
  readonly isText: boolean;
}

/** The tokens of all collections. Each has a lexer of its own, so that none goes by the indentation around it. */
function* flowTokens(text: string): Generator<Token> {
  for (let from = 0; ;) {
    const open = findFlow(text, from);
    if (open === undefined) return;
    from = text.length;
    let level = 0;
    for (const token of lex(text, open)) {
      yield token;
      if (opens(token)) level++;
      else if (!token.isText && (token.source === ']' || token.source === '}') && --level === 0) {
        from = token.at + 1;
        break;
      }
    }
  }
}

function findFlow(text: string, from: number): number | undefined {
  for (const token of lex(text, from)) if (opens(token)) return token.at;
  return undefined;
}

function opens({ source, isText }: Token): boolean {
  return !isText && (source === '[' || source === '{');
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

/** The `:` after a text that is not the last of it to YAML 1.2, but is to kubectl. */
function textColon(text: string, end: number): number | undefined {
  const blanks = /\s*/y;
  blanks.lastIndex = end;
  const colon = end + blanks.exec(text)![0].length;
  return /^:[,[\]{}]/.test(text.slice(colon, colon + 2)) ? colon : undefined;
}
