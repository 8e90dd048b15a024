import { RE2JS } from 're2js';

/**
 * A regular expression as Envoy reads it: RE2's syntax, in time linear in its input.
 * `CompiledGoogleReMatcher`, Envoy 1.36 source/common/common/regex.h
 */
export class Regex {
  private static readonly compiled = new Map<string, Regex | Error>();

  /** The compiled pattern; each is compiled once. Undefined if RE2 refuses it. */
  public static of(pattern: string): Regex | undefined {
    let regex = Regex.compiled.get(pattern);
    if (!regex) {
      regex = Regex.compile(pattern);
      if (Regex.compiled.size >= LIMIT) Regex.compiled.clear();
      Regex.compiled.set(pattern, regex);
    }
    return regex instanceof Regex ? regex : undefined;
  }

  private static compile(pattern: string): Regex | Error {
    try {
      return new Regex(RE2JS.compile(pattern));
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private constructor(private readonly re2: RE2JS) {}

  /** True if the whole input fits. */
  public matches(input: string): boolean {
    return this.re2.matches(input);
  }

  /** The input with every occurrence replaced; `\1` in the substitution is the first group, `\0` all of it. */
  public replaceAll(input: string, substitution: string): string {
    const matcher = this.re2.matcher(input);
    let result = '';
    let end = 0;
    while (matcher.find()) {
      result += input.slice(end, matcher.start()) + substitute(substitution, (group) => matcher.group(group) ?? '');
      end = matcher.end();
    }
    return result + input.slice(end);
  }
}

/** How many patterns are remembered; a mesh with more is slower, not wrong. */
const LIMIT = 100_000;

function substitute(substitution: string, group: (index: number) => string): string {
  return substitution.replace(/\\(\d|\\)/g, (_, what: string) => (what === '\\' ? '\\' : group(Number(what))));
}
