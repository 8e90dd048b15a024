import { RE2JS } from 're2js';
import { byteLength } from './byte-length';

/**
 * Envoy's limit on a program, taken by istiod as one on the text. `validateStringRegexp`, istio 1.30.3
 * pkg/config/validation/validation.go
 */
const MAX_REGEX = 1024;

/** How many verdicts are remembered; a mesh with more patterns is slower, not wrong. */
const LIMIT = 10_000;
const verdicts = new Map<string, string | undefined>();

/** Why Envoy would not take a regular expression in a match or rewrite, as a clause to follow it, or undefined. */
export function regexProblem(pattern: string): string | undefined {
  return byteLength(pattern) > MAX_REGEX ? `is longer than ${MAX_REGEX} bytes` : syntaxProblem(pattern);
}

/** Why RE2 does not take a pattern, whatever its length. `regexp.Compile`, Go 1.25 */
export function syntaxProblem(pattern: string): string | undefined {
  if (verdicts.has(pattern)) return verdicts.get(pattern);
  const problem = compile(pattern);
  if (verdicts.size >= LIMIT) verdicts.clear();
  verdicts.set(pattern, problem);
  return problem;
}

function compile(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    return `is not in RE2's syntax (${why})`;
  }
}
