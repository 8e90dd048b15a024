import { StringMatch } from '../../model';
import { Regex } from './regex';

/** A compiled StringMatch. `ConvertToEnvoyMatch`, istio 1.30.3 pilot/pkg/networking/util/util.go */
export interface StringMatcher {
  readonly matches: (value: string) => boolean;
  /** How the condition reads: `exact "jason"`. */
  readonly description: string;
}

/** True if the condition asks for presence only: nothing said, or the regex `*`. `canBeConvertedToPresentMatch` */
export function isPresenceMatch(match: StringMatch | null | undefined): boolean {
  return !match || (match.exact === undefined && match.prefix === undefined && (match.regex === undefined || match.regex === '*'));
}

/** Compiles a condition that is more than presence. A regex has to fit the whole value; one that RE2 refuses fits nothing. */
export function compileStringMatch(match: StringMatch): StringMatcher {
  const { exact, prefix, regex } = asTexts(match);
  if (exact !== undefined) return { matches: (value) => value === exact, description: `exact ${quote(exact)}` };
  if (prefix !== undefined) return { matches: (value) => value.startsWith(prefix), description: `prefix ${quote(prefix)}` };
  const compiled = Regex.of(regex ?? '');
  return { matches: (value) => compiled?.matches(value) ?? false, description: `regex ${quote(regex ?? '')}` };
}

/** The condition with texts: a number that someone forgot to quote is meant as one. */
export function asTexts({ exact, prefix, regex }: StringMatch): StringMatch {
  const text = (value: unknown): string | undefined => {
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return { exact: text(exact), prefix: text(prefix), regex: text(regex) };
}

/** A value as traces print it. */
export function quote(value: string): string {
  return JSON.stringify(value);
}
