import { BOOL, DURATION, list, message, optional, type Read, STRING } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { checkDuration } from '../value/duration';
import { strictHeaderProblem } from '../value/header-name';
import { checkPolicyTargets, POLICY_TARGETS, POLICY_TARGETS_PROTO_NAMES } from '../value/selector';
import { parseUrl } from '../value/url';
import { readJwks } from './jwks';

const JWT_RULE = message({
  issuer: STRING,
  audiences: list(STRING),
  jwksUri: STRING,
  jwks: STRING,
  fromHeaders: list(message({ name: STRING, prefix: STRING })),
  fromParams: list(STRING),
  outputPayloadToHeader: STRING,
  fromCookies: list(STRING),
  forwardOriginalToken: BOOL,
  outputClaimToHeaders: list(message({ header: STRING, claim: STRING })),
  timeout: optional(DURATION),
  spaceDelimitedClaims: list(STRING),
});

/** security/v1beta1 `RequestAuthentication` */
export const REQUEST_AUTHENTICATION = message({ ...POLICY_TARGETS, jwtRules: list(JWT_RULE) }, { protoNames: POLICY_TARGETS_PROTO_NAMES });

type JwtRule = Read<typeof JWT_RULE>;

/** `ValidateRequestAuthentication`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkRequestAuthentication(authentication: Read<typeof REQUEST_AUTHENTICATION>, _context: KindContext, spot: Spot): void {
  checkPolicyTargets(authentication, spot);
  for (const [index, rule] of authentication.jwtRules.entries()) checkJwtRule(rule, spot.at('jwtRules').at(index));
}

/** `validateJwtRule` */
function checkJwtRule(rule: JwtRule, spot: Spot): void {
  if (rule.issuer === '' && rule.jwksUri === '') spot.error('Nobody is named who issues the tokens: give issuer or jwksUri.');
  if (rule.jwksUri !== '') checkJwksUri(rule.jwksUri, spot.at('jwksUri'));
  if (rule.jwks !== '') checkJwks(rule.jwks, spot.at('jwks'));
  for (const [field, texts] of [
    ['audiences', rule.audiences],
    ['fromHeaders', rule.fromHeaders.map(({ name }) => name)],
    ['fromParams', rule.fromParams],
    ['fromCookies', rule.fromCookies],
  ] as const) {
    for (const [index, text] of texts.entries()) {
      if (text === '') spot.at(field).at(index).error('The name is empty: give it, or remove the entry.');
    }
  }
  for (const [index, { header, claim }] of rule.outputClaimToHeaders.entries()) {
    const at = spot.at('outputClaimToHeaders').at(index);
    const problem = strictHeaderProblem(header);
    if (header === '' || claim === '') at.error('Both header and claim are needed: give them.');
    else if (problem) at.at('header').error(`The header's name ${JSON.stringify(header)} ${problem}.`);
  }
  checkDuration(rule.timeout, spot.at('timeout'));
}

/** `ParseJwksURI`, istio 1.30.3 pkg/config/security/security.go */
function checkJwksUri(uri: string, spot: Spot): void {
  const url = parseUrl(uri);
  if (!url || Number(url.port) > Number.MAX_SAFE_INTEGER) spot.error(`${JSON.stringify(uri)} is not a URL: write https://host/path.`);
  else if (url.scheme !== 'http' && url.scheme !== 'https') {
    spot.error(`${JSON.stringify(uri)} has not the scheme http or https: write https://host/path.`);
  }
}

function checkJwks(text: string, spot: Spot): void {
  const keys = readJwks(text);
  if (typeof keys === 'string') {
    spot.error(`This is not a set of JSON web keys: ${keys}.`);
    return;
  }
  const secret = keys.findIndex(({ isPrivate }) => isPrivate);
  if (secret >= 0) spot.warn(`Key ${secret} holds private material, which whoever reads the object can use: give the public part only.`);
}
