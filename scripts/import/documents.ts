import { Composer, isScalar, Lexer, LineCounter, Parser, visit, type CST, type Document } from 'yaml';
import { ImportError, ISTIO_BUNDLE } from './import-error';

/** A document of a YAML stream, as plain data. */
export interface YamlDocument {
  /** Where it is, for messages: `crds.yaml, document 3`. */
  readonly where: string;
  /** A tree: no value is reached twice. */
  readonly value: unknown;
}

/** How much YAML is read. */
export interface YamlLimits {
  readonly depth: number;
  readonly tokens: number;
}

/**
 * Istio's bundle nests 30 levels deep and has 110,000 tokens. The composer recurses, so that a few thousand
 * brackets would end the process without a word; and a few MiB of nothing but tokens would fill its memory.
 */
const LIMITS: YamlLimits = { depth: 200, tokens: 1_000_000 };

/**
 * The documents of a YAML stream, the empty ones left out.
 *
 * @param name what the text is called in messages
 * @throws ImportError with line and column, if the text is not YAML or not plain data
 */
export function readDocuments(text: string, name: string, limits: YamlLimits = LIMITS): YamlDocument[] {
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const composer = new Composer({ lineCounter: lines, prettyErrors: false });
  const documents = [...composer.compose(parse(text, name, lines, limits))];
  return documents.flatMap((document, index) => {
    checkSyntax(document, at);
    checkPlainData(document, at);
    const value: unknown = document.toJS();
    return value === null ? [] : [{ where: `${name}, document ${index + 1}`, value }];
  });
}

function* parse(text: string, name: string, lines: LineCounter, limits: YamlLimits): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const refuse = (found: string, expected: string) => new ImportError({ where: name, found, expected, wayOut: ISTIO_BUNDLE });
  let tokens = 0;
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > limits.depth) throw refuse(`is nested more than ${limits.depth} levels deep`, 'a CRD bundle');
    if (++tokens > limits.tokens) throw refuse(`has more than ${limits.tokens} YAML tokens`, "a CRD bundle (Istio's has about 110000)");
  }
  yield* parser.end();
}

function checkSyntax(document: Document.Parsed, at: (offset: number) => string): void {
  // The library only warns of an unknown tag, and reads the value as if it were not tagged.
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem === undefined) return;
  throw new ImportError({
    where: at(problem.pos[0]),
    found: `invalid YAML: ${problem.message}`,
    expected: 'YAML',
    wayOut: `mend that line, or ${ISTIO_BUNDLE}`,
  });
}

/** Refuses what YAML can say and neither JSON nor a Kubernetes API server can, and keys that are no data to JavaScript. */
function checkPlainData(document: Document.Parsed, at: (offset: number) => string): void {
  const refuse = (node: { range?: readonly number[] | null }, found: string, expected: string, wayOut: string) =>
    new ImportError({ where: at(node.range?.[0] ?? 0), found, expected, wayOut });

  visit(document, {
    // Without aliases there is no alias bomb, and no mapping that contains itself.
    Alias: (_, alias) => {
      throw refuse(
        alias,
        `the alias *${alias.source}`,
        'a bundle without YAML aliases, as Istio writes it',
        'write out what the alias stands for',
      );
    },
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value === null) {
        throw refuse(key as { range?: number[] }, 'a key that is not a string', 'strings as keys', `mend that line, or ${ISTIO_BUNDLE}`);
      }
      if (key.value === '__proto__') {
        throw refuse(key, 'the key __proto__', 'the name of a field', `remove it, or ${ISTIO_BUNDLE}`);
      }
    },
    Scalar: (_, scalar) => {
      const { value } = scalar;
      if (typeof value !== 'number' || Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) return;
      throw refuse(scalar, `the number ${scalar.source}`, 'a number that JSON can carry exactly', `mend that line, or ${ISTIO_BUNDLE}`);
    },
  });
}
