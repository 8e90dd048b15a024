import { at, isObject, Kind, textOf } from '../../../model';
import { GATEWAY_NAME } from '../ambient-mode';
import { Analyzer } from '../analyzer';

/**
 * Policies that select the Pods of a Gateway of the Gateway API by labels, which Istio honours only by `targetRefs`.
 * `SelectorAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/k8sgateway/workloadselector.go
 */
export const gatewayApiSelector: Analyzer = {
  name: 'security/gateway-api-selector',
  codes: ['IST0166'],
  kinds: [Kind.AUTHORIZATION_POLICY, Kind.REQUEST_AUTHENTICATION, Kind.TELEMETRY, Kind.WASM_PLUGIN],
  *analyze(context) {
    if (!context.pods.all.some(({ labels }) => Object.hasOwn(labels, GATEWAY_NAME))) return;
    for (const kind of this.kinds) {
      for (const resource of context.of(kind)) {
        const selector = at(resource.spec, 'selector');
        if (!isObject(selector) || isObject(at(resource.spec, 'targetRef'))) continue;
        const pod = context.pods
          .selectedBy(selector.matchLabels, resource.namespace)
          .find(({ labels }) => Object.hasOwn(labels, GATEWAY_NAME));
        if (!pod) continue;
        const gateway = textOf(pod.labels[GATEWAY_NAME]);
        yield {
          code: 'IST0166',
          resource,
          field: ['spec', 'selector'],
          message: `The labels select the Pods of the Gateway "${gateway}", which this policy then does not reach. Name the Gateway in targetRefs instead.`,
        };
      }
    }
  },
};
