import { append, isObject, Kind, Resource, SidecarSpec } from '../../../model';
import { isAmbientNamespace } from '../ambient-mode';
import { Analyzer, Report } from '../analyzer';
import { Context } from '../context';
import { Pod, printSelector } from '../pods';
import { rivalsOf } from '../rivals';

/**
 * Sidecars that select no Pod, or Pods that another one selects, or Pods without a sidecar; and several for a whole
 * namespace. `SelectorAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/sidecar/selector.go
 */
export const selector: Analyzer = {
  name: 'sidecar/selector',
  codes: ['IST0101', 'IST0110', 'IST0111', 'IST0167'],
  kinds: [Kind.SIDECAR],
  *analyze(context) {
    const byPod = new Map<Pod, Resource<SidecarSpec>[]>();
    const byNamespace = new Map<string, Resource<SidecarSpec>[]>();
    for (const resource of context.of<SidecarSpec>(Kind.SIDECAR)) {
      const labels = resource.spec.workloadSelector?.labels;
      if (!isObject(labels) || Object.keys(labels).length === 0) {
        append(byNamespace, resource.namespace, resource);
        continue;
      }
      const pods = context.pods.selectedBy(labels, resource.namespace);
      if (pods.length === 0) {
        yield {
          code: 'IST0101',
          resource,
          field: ['spec', 'workloadSelector', 'labels'],
          message: `No Pod of ${resource.namespace} has the labels ${printSelector(labels)}, so this Sidecar has no effect. Mend the labels.`,
          outside: !context.knows(resource.namespace),
        };
      }
      for (const pod of pods) append(byPod, pod, resource);
    }
    yield* sharedPods(byPod);
    yield* sharedNamespaces(context, byNamespace);
  },
};

function* sharedPods(byPod: ReadonlyMap<Pod, readonly Resource[]>): Iterable<Report> {
  const ineffective = new Set<Resource>();
  for (const [pod, resources] of byPod) {
    const others = rivalsOf(resources);
    for (const resource of resources) {
      if (pod.ambient) {
        if (ineffective.has(resource)) continue;
        ineffective.add(resource);
        yield {
          code: 'IST0167',
          resource,
          field: ['spec', 'workloadSelector'],
          message: `${pod.name} is in ambient mode and has no sidecar, so this Sidecar has no effect on it. Select workloads with a sidecar, or remove it.`,
        };
      } else if (resources.length > 1) {
        yield {
          code: 'IST0110',
          resource,
          field: ['spec', 'workloadSelector'],
          message: `${pod.name} is also selected by ${others(resource)}, and only one Sidecar counts for a workload. Let each workload be selected once.`,
        };
      }
    }
  }
}

function* sharedNamespaces(context: Context, byNamespace: ReadonlyMap<string, readonly Resource[]>): Iterable<Report> {
  for (const [namespace, resources] of byNamespace) {
    const others = rivalsOf(resources);
    if (isAmbientNamespace(context, namespace)) {
      for (const resource of resources) {
        yield {
          code: 'IST0167',
          resource,
          field: [],
          message: `${namespace} is in ambient mode and has no sidecars, so this Sidecar has no effect. Remove it.`,
        };
      }
    } else if (resources.length > 1) {
      for (const resource of resources) {
        yield {
          code: 'IST0111',
          resource,
          field: [],
          message: `For all of ${namespace} there is also ${others(resource)}, and only one Sidecar counts. Merge them, or give each a workloadSelector.`,
        };
      }
    }
  }
}
