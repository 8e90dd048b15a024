import { at, keyOf, Kind, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { containersOf } from '../pods';

/**
 * An istiod that fetches keys for RequestAuthentications from any address.
 * `BlockedCIDRsAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/authn/blockedcidrs.go
 */
export const jwksFetch: Analyzer = {
  name: 'security/jwks-fetch',
  codes: ['IST0175'],
  kinds: [Kind.DEPLOYMENT],
  *analyze(context) {
    const requests = context.of(Kind.REQUEST_AUTHENTICATION);
    if (requests.length === 0) return;
    for (const resource of context.of(Kind.DEPLOYMENT)) {
      if (resource.labels.app !== 'istiod') continue;
      const containers = containersOf({ containers: at(resource.manifest, 'spec', 'template', 'spec', 'containers') });
      if (containers.some(blocksRanges)) continue;
      yield {
        code: 'IST0175',
        resource,
        field: ['spec', 'template', 'spec', 'containers'],
        message: `istiod fetches the jwksUri of ${requests.length} RequestAuthentication(s), such as ${keyOf(requests[0]!)}, from any address. Set BLOCKED_CIDRS_IN_JWKS_URIS to the ranges that it must not call.`,
      };
    }
  },
};

function blocksRanges(container: unknown): boolean {
  const env = at(container, 'env');
  return Array.isArray(env) && env.some((each) => at(each, 'name') === 'BLOCKED_CIDRS_IN_JWKS_URIS' && textOf(at(each, 'value')) !== '');
}
