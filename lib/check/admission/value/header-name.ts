/**
 * Names of headers: each function says what is wrong with one, as a clause to follow it, or undefined.
 * istio 1.30.3 pkg/config/validation/validation.go
 */

/** The characters of a token; the comma is none, but istiod's `validHeaderNameRegex` takes it, for its "+-." is a range. */
const TOKEN = /^[!#$%&'*+-.^_`|~A-Za-z0-9]+$/;
const STRICT = /^[-_A-Za-z0-9]+$/;
const PROBE = /^[-A-Za-z0-9]+$/;
const PSEUDO_HEADERS: ReadonlySet<string> = new Set([':method', ':scheme', ':authority', ':path', ':status']);
const JWT_CLAIM = '@request.auth.claims';

const NOT_A_NAME = 'is not the name of a header';

/** A header to match by, or a claim of a JWT. `ValidateHTTPHeaderNameOrJwtClaimRoute` */
export function matchedHeaderProblem(name: string): string | undefined {
  return isJwtClaim(name) || PSEUDO_HEADERS.has(name) ? undefined : unless(TOKEN, name);
}

/** `@request.auth.claims.group` or `@request.auth.claims[group]`. `ToRoutingClaim`, istio 1.30.3 pkg/jwt/routing.go */
export function isJwtClaim(name: string): boolean {
  if (!name.toLowerCase().startsWith(JWT_CLAIM)) return false;
  const claim = name.slice(JWT_CLAIM.length);
  return (claim.startsWith('.') && claim.length > 1) || (claim.startsWith('[') && claim.endsWith(']') && claim.length > 2);
}

/** `ValidateCORSHTTPHeaderName` */
export function corsHeaderProblem(name: string): string | undefined {
  return name === '*' ? undefined : unless(TOKEN, name);
}

/** `ValidateStrictHTTPHeaderName` */
export function strictHeaderProblem(name: string): string | undefined {
  return unless(STRICT, name);
}

/** What Kubernetes takes in a probe. `ValidateProbeHeaderName` */
export function probeHeaderProblem(name: string): string | undefined {
  return unless(PROBE, name);
}

/** A request's header to add or set, of which `Host` and `:authority` may be one. `ValidateHTTPHeaderWithAuthorityOperationName` */
export function requestHeaderProblem(name: string): string | undefined {
  if (name === '') return 'is empty';
  return name.startsWith(':') && !isAuthority(name) ? 'begins with ":", which no header to change may' : undefined;
}

/** A header to remove, or one of a response. `ValidateHTTPHeaderOperationName` */
export function changedHeaderProblem(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.toLowerCase() === 'host') return 'is the Host header, which cannot be changed here';
  return name.startsWith(':') ? 'begins with ":", which no header to change may' : undefined;
}

/** `isAuthorityHeader`, istio 1.30.3 pkg/config/validation/virtualservice.go */
export function isAuthority(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === ':authority' || lower === 'host';
}

function unless(pattern: RegExp, name: string): string | undefined {
  if (name === '') return 'is empty';
  return pattern.test(name) ? undefined : NOT_A_NAME;
}
