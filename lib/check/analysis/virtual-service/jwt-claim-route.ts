import { at, GatewaySpec, isObject, Kind, Resource, selects, VirtualServiceSpec } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex, stringsWithIndex } from '../destinations';
import { gatewayKey, MESH, splitKey } from '../gateway-name';
import { Pod } from '../pods';

/**
 * Routes by a claim of a JWT at a gateway whose Pods no RequestAuthentication covers: the claim is never there.
 * `JWTClaimRouteAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/virtualservice/jwtclaimroute.go
 */
export const jwtClaimRoute: Analyzer = {
  name: 'virtual-service/jwt-claim-route',
  codes: ['IST0149'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    const isAuthenticated = authentication(context);
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const claim = firstClaim(resource);
      if (!claim) continue;
      for (const [, name] of stringsWithIndex(resource.spec.gateways)) {
        if (name === MESH) continue;
        const key = gatewayKey(name, resource.namespace);
        const gateway = context.get<GatewaySpec>(Kind.GATEWAY, splitKey(key).namespace, splitKey(key).name);
        const pod = gateway && context.pods.selectedBy(gateway.spec.selector).find((each) => !isAuthenticated(each));
        if (!pod) continue;
        yield {
          code: 'IST0149',
          resource,
          field: claim.field,
          message:
            `"${claim.name}" is a claim of a JWT, but no RequestAuthentication validates one at ${pod.namespace}/${pod.name}, where the Gateway "${key}" is. ` +
            'Add a RequestAuthentication for these Pods.',
          outside: !context.knows(pod.namespace),
        };
      }
    }
  },
};

/** Tells of Pods whether a RequestAuthentication holds for them, of each Pod once. */
function authentication(context: Context): (pod: Pod) => boolean {
  const known = new Map<Pod, boolean>();
  const find = (pod: Pod): boolean =>
    context
      .of(Kind.REQUEST_AUTHENTICATION)
      .some(
        ({ namespace, spec }) =>
          (namespace === 'istio-system' || namespace === pod.namespace) &&
          selects(labelsOf(at(spec, 'selector', 'matchLabels')), pod.labels),
      );
  return (pod) => {
    let answer = known.get(pod);
    if (answer === undefined) known.set(pod, (answer = find(pod)));
    return answer;
  };
}

function labelsOf(value: unknown): Readonly<Record<string, string>> | undefined {
  return isObject(value) ? (value as Record<string, string>) : undefined;
}

function firstClaim({ spec }: Resource<VirtualServiceSpec>): { readonly name: string; readonly field: FieldPath } | undefined {
  for (const [rule, { match }] of objectsWithIndex(spec.http)) {
    for (const [index, each] of objectsWithIndex(match)) {
      for (const where of ['headers', 'withoutHeaders'] as const) {
        const name = isObject(each[where]) ? Object.keys(each[where]).find(isClaim) : undefined;
        if (name !== undefined) return { name, field: ['spec', 'http', rule, 'match', index, where, name] };
      }
    }
  }
  return undefined;
}

/** `ToRoutingClaim`, istio 1.30.3 pkg/jwt/routing.go */
function isClaim(header: string): boolean {
  const prefix = '@request.auth.claims';
  if (!header.toLowerCase().startsWith(prefix)) return false;
  const name = header.slice(prefix.length);
  return (name.startsWith('.') && name.length > 1) || (name.startsWith('[') && name.endsWith(']') && name.length > 2);
}
