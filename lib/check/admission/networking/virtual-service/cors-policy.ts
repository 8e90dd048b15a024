import { BOOL, DURATION, enumeration, list, message, optional, type Read, STRING } from '../../decode';
import type { Spot } from '../../spot';
import { checkDuration, hasFractionOfSecond } from '../../value/duration';
import { corsHeaderProblem } from '../../value/header-name';
import { checkRegexMatch, STRING_MATCH } from './string-match';

/** networking/v1alpha3 `CorsPolicy` */
export const CORS_POLICY = message({
  allowOrigin: list(STRING),
  allowOrigins: list(STRING_MATCH),
  allowMethods: list(STRING),
  allowHeaders: list(STRING),
  exposeHeaders: list(STRING),
  maxAge: optional(DURATION),
  allowCredentials: optional(BOOL),
  unmatchedPreflights: enumeration('UNSPECIFIED', 'FORWARD', 'IGNORE'),
});

const METHODS: ReadonlySet<string> = new Set([...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'], '*']);

/** Who may call from a browser. `validateCORSPolicy`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkCorsPolicy(policy: Read<typeof CORS_POLICY> | undefined, spot: Spot): void {
  if (!policy) return;
  for (const [index, origin] of policy.allowOrigins.entries()) {
    const at = spot.at('allowOrigins').at(index);
    if ((origin.exact ?? origin.prefix ?? origin.regex ?? '') === '') {
      at.error('The origin is empty: give an exact value, a prefix or a regex.');
    } else {
      checkRegexMatch(origin, at);
    }
  }
  for (const [index, method] of policy.allowMethods.entries()) {
    if (!METHODS.has(method)) {
      spot
        .at('allowMethods')
        .at(index)
        .error(`${JSON.stringify(method)} is not an HTTP method: use ${[...METHODS].join(', ')}.`);
    }
  }
  for (const field of ['allowHeaders', 'exposeHeaders'] as const) {
    for (const [index, name] of policy[field].entries()) {
      const problem = corsHeaderProblem(name);
      if (problem)
        spot
          .at(field)
          .at(index)
          .error(`The header's name ${JSON.stringify(name)} ${problem}.`);
    }
  }
  checkDuration(policy.maxAge, spot.at('maxAge'));
  if (policy.maxAge !== undefined && hasFractionOfSecond(policy.maxAge)) {
    spot.at('maxAge').error('Browsers count this duration in seconds: use whole seconds.');
  }
}
