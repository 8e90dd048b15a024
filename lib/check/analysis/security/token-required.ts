import { at, Kind, listOf, objectsIn, Resource, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';

/**
 * RequestAuthentications beside which no policy asks for a token: they refuse bad tokens, and let requests without one
 * through.
 * `convertToEnvoyJwtConfig`, istio 1.30.3 pilot/pkg/security/authn/policy_applier.go: each rule allows what has no token
 */
export const tokenRequired: Analyzer = {
  name: 'security/token-required',
  codes: ['token-not-required'],
  kinds: [Kind.REQUEST_AUTHENTICATION],
  *analyze(context) {
    let asking: ReadonlySet<string> | undefined;
    for (const resource of context.of(Kind.REQUEST_AUTHENTICATION)) {
      if (listOf(at(resource.spec, 'jwtRules') as unknown[]).length === 0) continue;
      asking ??= namespacesThatAsk(context);
      if (asking.has(context.model.rootNamespace) || asking.has(resource.namespace)) continue;
      yield {
        code: 'token-not-required',
        resource,
        field: ['spec', 'jwtRules'],
        message: `Requests without any token pass, for no AuthorizationPolicy of ${resource.namespace} asks for one. Add a policy that denies requests without requestPrincipals, unless tokens are optional.`,
        outside: true,
      };
    }
  },
};

/** The namespaces with a policy that looks at tokens, whatever it says of them. */
function namespacesThatAsk(context: Context): ReadonlySet<string> {
  return new Set(
    context
      .of(Kind.AUTHORIZATION_POLICY)
      .filter(looksAtToken)
      .map(({ namespace }) => namespace),
  );
}

function looksAtToken({ spec }: Resource): boolean {
  return objectsIn(at(spec, 'rules') as object[]).some((rule) => {
    const from = objectsIn(at(rule, 'from') as object[]).some((each) =>
      ['requestPrincipals', 'notRequestPrincipals'].some((name) => listOf(at(each, 'source', name) as unknown[]).length > 0),
    );
    return from || objectsIn(at(rule, 'when') as object[]).some((each) => textOf(at(each, 'key')).startsWith('request.auth.'));
  });
}
