const PREFIX = '@request.auth.claims';

/**
 * The path of the claim that a header name of a match means: `@request.auth.claims.a.b` or `…[a][b]`; undefined for an
 * ordinary header.
 * `ToRoutingClaim`, istio 1.30.3 pkg/jwt/routing.go
 */
export function claimPathOf(header: string): readonly string[] | undefined {
  if (!header.toLowerCase().startsWith(PREFIX)) return undefined;
  const rest = header.slice(PREFIX.length);
  if (rest.startsWith('.') && rest.length > 1) return rest.slice(1).split('.');
  if (rest.startsWith('[') && rest.endsWith(']') && rest.length > 2) return rest.slice(1, -1).split('][');
  return undefined;
}

/**
 * The strings that a claim holds: itself, or the strings of a list.
 * `MetadataListMatcher` with `useExtendedJwt`, istio 1.30.3 pilot/pkg/security/authz/matcher/metadata.go
 */
export function claimValues(claims: Readonly<Record<string, unknown>> | undefined, path: readonly string[]): readonly string[] {
  let value: unknown = claims;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
    value = (value as Record<string, unknown>)[key];
  }
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
