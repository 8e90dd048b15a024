import { Kind, Model, objectsIn, selects, stringsIn, textOf } from '../../model';
import { Proxy } from '../proxy';
import { HeaderMap } from './header-map';

interface JwtRule {
  readonly issuer?: string;
  readonly forwardOriginalToken?: boolean;
  readonly spaceDelimitedClaims?: readonly string[];
  readonly fromHeaders?: readonly { readonly name?: string }[];
  readonly outputClaimToHeaders?: readonly { readonly header?: string; readonly claim?: string }[];
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * What verifying a token does to a request before it is routed: the token goes no further unless a rule forwards it, and
 * claims become headers. What the client itself sends under such a name is dropped.
 * `convertToEnvoyJwtConfig`, istio 1.30.3 pilot/pkg/security/authn/policy_applier.go; `AuthenticatorImpl::handleGoodJwt`,
 * `addJWTClaimToHeader`: Envoy 1.36 source/extensions/filters/http/jwt_authn/authenticator.cc
 */
export class JwtHeaders {
  private readonly rules: readonly JwtRule[];

  public constructor(model: Model, proxy: Proxy) {
    this.rules = model
      .ofKind<{ selector?: { matchLabels?: Record<string, string> }; jwtRules?: readonly JwtRule[] }>(Kind.REQUEST_AUTHENTICATION)
      .filter(
        ({ namespace, spec }) =>
          (namespace === proxy.namespace || namespace === model.rootNamespace) && selects(spec.selector?.matchLabels, proxy.labels),
      )
      .flatMap(({ spec }) => objectsIn(spec.jwtRules));
  }

  /**
   * The claims as routes see them: some are lists of words, written as one text.
   * `buildSpaceDelimitedClaims`; `AuthenticatorImpl::setPayloadMetadata`
   */
  public routingClaims(claims: Claims | undefined): Claims | undefined {
    if (!claims) return undefined;
    const lists = [...LISTS, ...this.rules.flatMap((rule) => stringsIn(rule.spaceDelimitedClaims))];
    const split = lists.flatMap((name): [string, readonly string[]][] => {
      const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
      const words = textOf(value)
        .split(' ')
        .filter((word) => word !== '');
      return words.length > 0 ? [[name, words]] : [];
    });
    return split.length > 0 ? { ...claims, ...Object.fromEntries(split) } : claims;
  }

  public apply(headers: HeaderMap, claims: Claims | undefined): void {
    for (const rule of this.rules) for (const { header } of objectsIn(rule.outputClaimToHeaders)) headers.remove(lower(header));
    if (!claims) return;
    for (const rule of this.rules) {
      if (claims.iss !== undefined && claims.iss !== rule.issuer) continue;
      for (const { header, claim } of objectsIn(rule.outputClaimToHeaders)) {
        const value = textOfClaim(claimAt(claims, textOf(claim).split('.')));
        if (value !== '') headers.add(lower(header), value);
      }
      if (!rule.forwardOriginalToken) removeToken(headers, rule);
    }
  }
}

/** Claims that are lists of words, whatever rules say. */
const LISTS: readonly string[] = ['permission', 'scope'];

/** Where a rule names no place, tokens are looked for in `Authorization: Bearer`. */
function removeToken(headers: HeaderMap, { fromHeaders }: JwtRule): void {
  const places = objectsIn(fromHeaders);
  for (const { name } of places) headers.remove(lower(name));
  if (places.length === 0 && headers.first('authorization')?.startsWith('Bearer ')) headers.remove('authorization');
}

function lower(name: string | undefined): string {
  return textOf(name).toLowerCase();
}

function claimAt(claims: Claims, path: readonly string[]): unknown {
  let value: unknown = claims;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Claims)[key];
  }
  return value;
}

/** Lists and objects are written as Base64 of their JSON, numbers that are no counts with six decimals. */
function textOfClaim(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? String(value) : value.toFixed(6);
  return typeof value === 'object' && value !== null ? Buffer.from(JSON.stringify(value)).toString('base64') : '';
}
