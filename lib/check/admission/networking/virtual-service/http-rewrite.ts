import { message, optional, type Read, STRING } from '../../decode';
import type { Spot } from '../../spot';
import { regexProblem } from '../../value/regex';

/** networking/v1alpha3 `HTTPRewrite` */
export const HTTP_REWRITE = message({
  uri: STRING,
  authority: STRING,
  uriRegexRewrite: optional(message({ match: STRING, rewrite: STRING })),
});

/** What the destination sees instead. `validateHTTPRewrite`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkHttpRewrite(rewrite: Read<typeof HTTP_REWRITE> | undefined, spot: Spot): void {
  if (!rewrite) return;
  const { uri, authority, uriRegexRewrite: regex } = rewrite;
  if (uri !== '' && regex) spot.error('uri and uriRegexRewrite exclude each other: keep one.');
  if (uri === '' && authority === '' && !regex) spot.error('The rewrite changes nothing: give a uri, uriRegexRewrite or authority.');
  if (!regex) return;
  const at = spot.at('uriRegexRewrite');
  if (regex.match === '' || regex.rewrite === '') {
    at.error('Both match and rewrite are needed: give them.');
    return;
  }
  const problem = regexProblem(regex.match);
  if (problem) at.at('match').error(`The regular expression ${problem}: mend it.`);
}
