import { message, optional, type Read, STRING } from '../../decode';
import type { Spot } from '../../spot';
import { regexProblem } from '../../value/regex';

/** networking/v1alpha3 `StringMatch` */
export const STRING_MATCH = message(
  { exact: optional(STRING), prefix: optional(STRING), regex: optional(STRING) },
  { oneOf: [['exact', 'prefix', 'regex']] },
);

export type StringMatch = Read<typeof STRING_MATCH>;

/** A pattern, in which a prefix is not empty. `validateStringMatch`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkStringMatch(match: StringMatch | undefined, spot: Spot): void {
  if (match?.prefix === '') {
    spot.at('prefix').error('Every value has the empty prefix, and Envoy refuses it: give a prefix, or leave the match out.');
  }
  checkRegexMatch(match, spot);
}

/** A pattern, in which a prefix may be empty, as in a match of the path. `validateStringMatchRegexp` */
export function checkRegexMatch(match: StringMatch | undefined, spot: Spot): void {
  if (match?.regex === undefined) return;
  const problem = match.regex === '' ? 'is empty' : regexProblem(match.regex);
  if (problem) spot.at('regex').error(`The regular expression ${problem}: mend it; Envoy matches it against the whole value.`);
}
