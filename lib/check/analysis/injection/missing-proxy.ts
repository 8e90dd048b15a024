import { at, Kind } from '../../../model';
import { Analyzer } from '../analyzer';
import { print } from '../print';

/**
 * Pods without the proxy in a namespace that is labelled for injection.
 * `Analyzer`, istio 1.30.3 pkg/config/analysis/analyzers/injection/injection.go
 */
export const missingProxy: Analyzer = {
  name: 'injection/missing-proxy',
  codes: ['IST0103'],
  kinds: [Kind.POD],
  *analyze(context) {
    for (const pod of context.pods.all) {
      const namespace = context.namespaceLabels(pod.namespace);
      if (pod.derived || pod.hasProxy || pod.namespace === 'istio-system') continue;
      if (namespace['istio-injection'] !== 'enabled' || namespace['istio.io/dataplane-mode'] === 'ambient') continue;
      const own = pod.labels['sidecar.istio.io/inject'] ?? pod.annotations['sidecar.istio.io/inject'];
      if (print(own).toLowerCase() === 'false' || at(pod.spec, 'hostNetwork') === true) continue;
      yield {
        code: 'IST0103',
        resource: pod.resource,
        field: ['spec', 'containers'],
        message: `This Pod has no proxy, though ${pod.namespace} is labelled for injection. If it runs already, restart it; if it is to have none, label it sidecar.istio.io/inject=false.`,
      };
    }
  },
};
