import { POD_TEMPLATES } from '../../../model';
import { Analyzer } from '../analyzer';
import { DATAPLANE_MODE } from '../pods';

/**
 * Workloads that ask for ambient mode and get a sidecar: ztunnel then leaves them alone, and the label says what is not so.
 * Kiali has this as KIA1311, KIA1314 and KIA1315.
 * `CompiledEnablementSelectors.Matches`, `podHasSidecar`: istio 1.30.3 cni/pkg/util
 */
export const sidecarLabel: Analyzer = {
  name: 'ambient/sidecar-label',
  codes: ['sidecar-in-ambient'],
  kinds: [...POD_TEMPLATES.keys()],
  *analyze(context) {
    for (const { labels, hasProxy, resource, path } of context.pods.all) {
      if (!hasProxy || labels[DATAPLANE_MODE] !== 'ambient') continue;
      yield {
        code: 'sidecar-in-ambient',
        resource,
        field: [...path, 'metadata', 'labels', DATAPLANE_MODE],
        message:
          'This workload is labelled for ambient mode and has a sidecar, so it stays outside of ambient mode. Remove this label, or switch the sidecar off.',
      };
    }
  },
};
