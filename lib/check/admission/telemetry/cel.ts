import { parse } from '@bufbuild/cel';

/** cel-go's limit on the characters of an expression. */
const MAX_LENGTH = 100_000;

/**
 * Why a text is not an expression of CEL, as a clause to follow it, or undefined; what its names mean is not asked.
 * `validateTelemetryFilter`, istio 1.30.3 pkg/config/validation/validation_istiod.go
 */
export function celProblem(expression: string): string | undefined {
  if (expression.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  try {
    // Only of what can be parsed all literals end, so that they are found in one pass.
    const { expr } = parse(parseable(expression));
    const problem = escapeProblem(expression) ?? nodeProblem(expr);
    return problem && `is not an expression of CEL: ${problem}`;
  } catch (error) {
    if (error instanceof RangeError) return 'nests too deeply for an expression of CEL';
    const why = error instanceof Error ? error.message.replace(/ but expecting .*$/s, '') : String(error);
    return `is not an expression of CEL (${why})`;
  }
}

/**
 * The parser takes the `true` off `true_host` and the `in` off `inbound`, and knows no names in backquotes: the expression with others
 * in their place.
 */
function parseable(expression: string): string {
  return expression.replace(/\b(?:true|false|null|in)(?=\w)/g, 'name_').replace(/([\w)\]}"'`]\s*\.\s*)`[-\w./ ]+`/g, '$1name_ ');
}

/** Comments and literals of text, those without escapes (`r"..."`) among them. */
const LITERALS = /\/\/[^\n]*|([bB]?[rR]?[bB]?)("""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/g;
const ESCAPE = /\\(?:[abfnrtv\\?"'`]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})/g;

/** The parser lets escapes pass that there are none. */
function escapeProblem(expression: string): string | undefined {
  for (const [, prefix = '', literal = ''] of expression.matchAll(LITERALS)) {
    if (!/[rR]/.test(prefix) && literal.replace(ESCAPE, '').includes('\\')) return `${literal} has an escape that CEL does not know`;
  }
  return undefined;
}

/** Macros by their number of arguments, the first of which names a variable. `AllMacros`, cel-go 0.29 parser/macro.go */
const MACROS: ReadonlyMap<string, readonly number[]> = new Map([
  ['all', [2]],
  ['exists', [2]],
  ['exists_one', [2]],
  ['existsOne', [2]],
  ['map', [2, 3]],
  ['filter', [2]],
]);

interface Node {
  readonly case?: unknown;
  readonly value?: unknown;
}

interface Call {
  readonly function?: string;
  readonly target?: unknown;
  readonly args?: readonly unknown[];
}

/** What the parser lets pass in a node or below it: macros that it leaves as they are, and numbers beyond 64 bits. */
function nodeProblem(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { case: type, value } = node as Node;
  if (type === 'int64Value' && typeof value === 'bigint' && BigInt.asIntN(64, value) !== value) return `${value} is no 64-bit number`;
  if (type === 'uint64Value' && typeof value === 'bigint' && BigInt.asUintN(64, value) !== value) return `${value} is no 64-bit number`;
  if (type === 'doubleValue' && value === Infinity) return 'a number is too large';
  const problem = type === 'callExpr' ? callProblem(value as Call) : undefined;
  if (problem) return problem;
  for (const each of Array.isArray(node) ? (node as unknown[]) : Object.values(node)) {
    const below = nodeProblem(each);
    if (below) return below;
  }
  return undefined;
}

function callProblem({ function: name = '', target, args = [] }: Call): string | undefined {
  if (!target && name === 'has' && args.length === 1) return 'has() asks for a field, such as has(request.headers)';
  if (target && MACROS.get(name)?.includes(args.length)) return `the first argument of ${name}() is the name of a variable`;
  return undefined;
}
