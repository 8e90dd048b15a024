import { append, at, isObject, Kind, Resource } from '../../../model';
import { Analyzer } from '../analyzer';
import { Pod, printSelector } from '../pods';
import { rivalsOf } from '../rivals';

/**
 * Telemetries that select no Pod or Pods that another one selects, and several for a whole namespace. One with an empty
 * selector is neither.
 * `SelectorAnalyzer`, `DefaultSelectorAnalyzer`: istio 1.30.3 pkg/config/analysis/analyzers/telemetry/{selector,default_selector}.go
 */
export const selector: Analyzer = {
  name: 'telemetry/selector',
  codes: ['IST0101', 'IST0159', 'IST0160'],
  kinds: [Kind.TELEMETRY],
  *analyze(context) {
    const byPod = new Map<Pod, Resource[]>();
    const byNamespace = new Map<string, Resource[]>();
    for (const resource of context.of(Kind.TELEMETRY)) {
      if (!isObject(at(resource.spec, 'selector'))) {
        append(byNamespace, resource.namespace, resource);
        continue;
      }
      const labels = at(resource.spec, 'selector', 'matchLabels');
      if (!isObject(labels) || Object.keys(labels).length === 0) continue;
      const pods = context.pods.selectedBy(labels, resource.namespace);
      if (pods.length === 0) {
        yield {
          code: 'IST0101',
          resource,
          field: ['spec', 'selector', 'matchLabels'],
          message: `No Pod of ${resource.namespace} has the labels ${printSelector(labels)}, so this Telemetry has no effect. Mend the labels.`,
          outside: !context.knows(resource.namespace),
        };
      }
      for (const pod of pods) append(byPod, pod, resource);
    }
    for (const [pod, resources] of byPod) {
      if (resources.length < 2) continue;
      const others = rivalsOf(resources);
      for (const resource of resources) {
        yield {
          code: 'IST0159',
          resource,
          field: ['spec', 'selector'],
          message: `${pod.name} is also selected by ${others(resource)}, and only one Telemetry counts for a workload. Let each workload be selected once.`,
        };
      }
    }
    for (const [namespace, resources] of byNamespace) {
      if (resources.length < 2) continue;
      const others = rivalsOf(resources);
      for (const resource of resources) {
        yield {
          code: 'IST0160',
          resource,
          field: [],
          message: `For all of ${namespace} there is also ${others(resource)}, and only one Telemetry counts. Merge them, or give each a selector.`,
        };
      }
    }
  },
};
