import { Kind, objectsIn, textOf } from '../../model';
import { ProxyState } from '../proxy-state';
import { RouteRequest } from '../request';
import { acting, blame, SelectingSpec, Unmodelled } from './unmodelled';

interface RequestAuthenticationSpec extends SelectingSpec {
  readonly jwtRules?: readonly { readonly outputPayloadToHeader?: string; readonly fromHeaders?: readonly { readonly name?: string }[] }[];
}

/**
 * A gateway that looks at tokens, of which a request has one while nothing is said of its claims: whether it is let in
 * depends on keys. Or one that hands the token's payload on, whose bytes nobody knows.
 * `convertToEnvoyJwtConfig`, istio 1.30.3 pilot/pkg/security/authn/policy_applier.go
 */
export function onToken({ proxy, push }: ProxyState, request: RouteRequest): Unmodelled | undefined {
  if (proxy.type !== 'router' || (!request.claims && !request.headers)) return undefined;
  for (const resource of acting<RequestAuthenticationSpec>(push.model, Kind.REQUEST_AUTHENTICATION, proxy.namespace, proxy.labels)) {
    const rules = objectsIn(resource.spec.jwtRules);
    if (request.claims) {
      if (rules.some((rule) => textOf(rule.outputPayloadToHeader) !== ''))
        return blame(resource, 'it hands the payload of the token on, which is not known');
    } else if (rules.some((rule) => carriesToken(request, rule.fromHeaders))) {
      return blame(resource, 'it verifies the token of the request; give the claims of one that is valid, or leave the token out');
    }
  }
  return undefined;
}

function carriesToken({ headers }: RouteRequest, locations: readonly { readonly name?: string }[] | undefined): boolean {
  const names = objectsIn(locations).map(({ name }) => textOf(name).toLowerCase());
  return Object.entries(headers ?? {}).some(([name, value]) => {
    const lower = name.toLowerCase();
    return names.length > 0 ? names.includes(lower) : lower === 'authorization' && [value].flat().some((line) => /^bearer /i.test(line));
  });
}
