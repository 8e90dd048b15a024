import { DestinationRuleSpec, isObject, Kind, resolveShortHost, ServiceSpec, textOf } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { PeerModes } from '../peer-modes';

/**
 * Clients told to speak plain text, or TLS of their own, to workloads that take only mutual TLS; and mutual TLS to those
 * that take none. The connection is refused.
 * `applyUpstreamTLSSettings`, istio 1.30.3 pilot/pkg/networking/core/cluster_tls.go; `buildInboundMTLSFilterChain…`,
 * pilot/pkg/security/authn/policy_applier.go. Kiali has the same as KIA0206 to KIA0208.
 */
export const peerAuthentication: Analyzer = {
  name: 'destination-rule/peer-authentication',
  codes: ['tls-conflicts-with-peer-authentication'],
  kinds: [Kind.DESTINATION_RULE],
  *analyze(context) {
    const modes = new PeerModes(context);
    for (const resource of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
      const { host, trafficPolicy } = resource.spec;
      const settings: [string | undefined, FieldPath][] = [[trafficPolicy?.tls?.mode, ['spec', 'trafficPolicy', 'tls', 'mode']]];
      for (const [index, { tls }] of objectsWithIndex(trafficPolicy?.portLevelSettings)) {
        settings.push([tls?.mode, ['spec', 'trafficPolicy', 'portLevelSettings', index, 'tls', 'mode']]);
      }
      if (settings.every(([mode]) => mode === undefined)) continue;
      const [service] = context.model.servicesOf(resolveShortHost(textOf(host), resource.namespace, context.model.domain));
      if (!service || service.registry !== 'Kubernetes') continue;
      const { selector } = service.resource.spec as ServiceSpec;
      if (!isObject(selector) || Object.keys(selector).length === 0) continue;
      const pods = context.pods.selectedBy(selector, service.namespace).filter(({ hasProxy }) => hasProxy);
      if (pods.length === 0) continue;
      for (const [mode, field] of settings) {
        if (mode === undefined) continue;
        const wanted = mode === 'ISTIO_MUTUAL' ? 'DISABLE' : 'STRICT';
        const pod = pods.find((each) => modes.of(each) === wanted && !modes.hasPortLevel(each));
        if (!pod) continue;
        yield {
          code: 'tls-conflicts-with-peer-authentication',
          resource,
          field,
          message: `Clients are told ${mode}, but a PeerAuthentication makes ${pod.namespace}/${pod.name} take ${wanted === 'STRICT' ? 'mutual TLS only' : 'no mutual TLS'}, so it refuses them. Remove tls here, or change the PeerAuthentication.`,
        };
      }
    }
  },
};
