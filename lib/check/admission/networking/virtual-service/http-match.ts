import { BOOL, list, map, message, optional, type Read, STRING, UINT32 } from '../../decode';
import type { Spot } from '../../spot';
import { DNS_LABEL_RULE, isDnsLabel } from '../../value/dns-label';
import { matchedHeaderProblem } from '../../value/header-name';
import { checkLabels } from '../../value/labels';
import { checkPort } from '../../value/port';
import { checkGatewayNames } from './gateway-names';
import { checkRegexMatch, checkStringMatch, STRING_MATCH } from './string-match';

/** networking/v1alpha3 `HTTPMatchRequest` */
export const HTTP_MATCH_REQUEST = message({
  name: STRING,
  uri: optional(STRING_MATCH),
  scheme: optional(STRING_MATCH),
  method: optional(STRING_MATCH),
  authority: optional(STRING_MATCH),
  headers: map(STRING_MATCH),
  port: UINT32,
  sourceLabels: map(STRING),
  gateways: list(STRING),
  queryParams: map(STRING_MATCH),
  ignoreUriCase: BOOL,
  withoutHeaders: map(STRING_MATCH),
  sourceNamespace: STRING,
  statPrefix: STRING,
});

export type HttpMatchRequest = Read<typeof HTTP_MATCH_REQUEST>;

/** Which requests a route takes. `validateHTTPRouteMatchRequest`, istio 1.30.3 pkg/config/validation/virtualservice.go */
export function checkHttpMatch(match: HttpMatchRequest, spot: Spot): void {
  for (const [name, value] of match.headers) {
    checkHeaderName(name, spot.at('headers'));
    checkStringMatch(value, spot.at('headers').at(name));
  }
  for (const [name, value] of match.withoutHeaders) {
    checkHeaderName(name, spot.at('withoutHeaders'));
    // Here this stands for any value, though it is no regular expression.
    if (value.regex !== '*') checkStringMatch(value, spot.at('withoutHeaders').at(name));
  }
  checkRegexMatch(match.uri, spot.at('uri'));
  for (const field of ['scheme', 'method', 'authority'] as const) checkStringMatch(match[field], spot.at(field));
  for (const [name, value] of match.queryParams) checkStringMatch(value, spot.at('queryParams').at(name));
  if (match.port !== 0) checkPort(match.port, spot.at('port'));
  checkLabels(match.sourceLabels, spot.at('sourceLabels'));
  checkGatewayNames(match.gateways, spot.at('gateways').errorsOnly());
  if (match.sourceNamespace !== '' && !isDnsLabel(match.sourceNamespace)) {
    spot.at('sourceNamespace').error(`${JSON.stringify(match.sourceNamespace)} is not the name of a namespace: ${DNS_LABEL_RULE}.`);
  }
}

function checkHeaderName(name: string, spot: Spot): void {
  const problem = matchedHeaderProblem(name);
  if (problem) spot.at(name).error(`The header's name ${JSON.stringify(name)} ${problem}.`);
}
