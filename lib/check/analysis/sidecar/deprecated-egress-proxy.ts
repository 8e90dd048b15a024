import { isObject, Kind, SidecarSpec } from '../../../model';
import { Analyzer } from '../analyzer';

/**
 * An egress proxy for unknown hosts, which Istio no longer honours.
 * `analyzeSidecar`, istio 1.30.3 pkg/config/analysis/analyzers/deprecation/deprecation.go
 */
export const deprecatedEgressProxy: Analyzer = {
  name: 'sidecar/deprecated-egress-proxy',
  codes: ['IST0002'],
  kinds: [Kind.SIDECAR],
  *analyze(context) {
    for (const resource of context.of<SidecarSpec>(Kind.SIDECAR)) {
      if (!isObject(resource.spec.outboundTrafficPolicy?.egressProxy)) continue;
      yield {
        code: 'IST0002',
        resource,
        field: ['spec', 'outboundTrafficPolicy', 'egressProxy'],
        message: 'outboundTrafficPolicy.egressProxy is ignored. Route the hosts to the egress gateway by a VirtualService.',
      };
    }
  },
};
