import { isObject, Kind, SidecarSpec } from '../../../model';
import { Analyzer } from '../analyzer';

/**
 * Sidecars with an outboundTrafficPolicy that leaves out its mode: that is not the mesh's, but the first of the
 * enumeration, REGISTRY_ONLY (KIA1007 of Kiali). `initSidecarScopeInternalIndexes`, istio 1.30.3 pilot/pkg/model/sidecar.go
 */
export const outboundMode: Analyzer = {
  name: 'sidecar/outbound-mode',
  codes: ['outbound-policy-without-mode'],
  kinds: [Kind.SIDECAR],
  *analyze(context) {
    for (const resource of context.of<SidecarSpec>(Kind.SIDECAR)) {
      const policy: { readonly mode?: unknown } | null | undefined = resource.spec.outboundTrafficPolicy;
      if (!isObject(policy) || (policy.mode ?? undefined) !== undefined) continue;
      yield {
        code: 'outbound-policy-without-mode',
        resource,
        field: ['spec', 'outboundTrafficPolicy'],
        message:
          'Without a mode this is REGISTRY_ONLY, whatever the mesh has: calls to hosts that no service or ServiceEntry has are refused. Say mode: REGISTRY_ONLY or ALLOW_ANY, or leave outboundTrafficPolicy out.',
      };
    }
  },
};
