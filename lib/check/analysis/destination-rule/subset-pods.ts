import { at, DestinationRuleSpec, isObject, Kind, Labels, Resource, ServiceSpec, stringsIn, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { HostEntry } from '../hosts';
import { Pod, PodIndex, printSelector } from '../pods';

/**
 * DestinationRules for hosts that nobody has, and subsets whose labels no Pod of the mesh carries.
 * `PodNotSelectedAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/destinationrule/subset.go
 */
export const subsetPods: Analyzer = {
  name: 'destination-rule/subset-pods',
  codes: ['IST0173', 'IST0174'],
  kinds: [Kind.DESTINATION_RULE],
  *analyze(context) {
    const pods = withNodeLabels(context);
    for (const resource of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
      const host = textOf(resource.spec.host);
      const entry = context.hosts.find(host, resource.namespace, stringsIn(resource.spec.exportTo));
      if (!entry) {
        yield {
          code: 'IST0174',
          resource,
          field: ['spec', 'host'],
          message: `"${host}" is no Service or ServiceEntry that ${resource.namespace} may see, so this rule has no effect. Mend the host, or give it in full (name.namespace.svc.cluster.local).`,
          outside: context.hosts.isOutside(host, resource.namespace),
        };
        continue;
      }
      const subsets = objectsWithIndex(resource.spec.subsets);
      // Of several subsets with one name, which istiod refuses, the last is looked at.
      const places = new Map(subsets.map(([index, { name }]) => [textOf(name), index]));
      for (const [index, { name, labels }] of subsets) {
        if (places.get(textOf(name)) !== index) continue;
        const selector: Labels = { ...entry.selector, ...(isObject(labels) ? labels : {}) };
        if (pods.selectedBy(selector).length > 0) continue;
        yield {
          code: 'IST0173',
          resource,
          field: ['spec', 'subsets', index],
          message: `No Pod has the labels ${printSelector(selector)}: traffic to the subset "${textOf(name)}" is answered with 503. Mend the labels, or deploy Pods that have them.`,
          outside: !hasOwnPods(context, entry),
        };
      }
    }
  },
};

/** True when the set has Pods of the service at all, so that those of a subset ought to be there too. */
function hasOwnPods(context: Context, { resource }: HostEntry): boolean {
  const { selector } = resource.spec as ServiceSpec;
  if (resource.kind !== Kind.SERVICE || !isObject(selector) || Object.keys(selector).length === 0) return false;
  return context.pods.selectedBy(selector, resource.namespace).length > 0;
}

/** Labels of Nodes that istiod adds to the Pods on them. `AugmentLabels`, istio 1.30.3 pilot/pkg/serviceregistry/util/label/label.go */
const TOPOLOGY = [
  ['topology.kubernetes.io/region', 'topology.kubernetes.io/region'],
  ['topology.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['topology.istio.io/subzone', 'topology.istio.io/subzone'],
] as const;

/** The Pods with the labels that istiod gives them by the Node they are bound to, which only Pods that ran before are. */
function withNodeLabels(context: Context): PodIndex {
  const bound = context.pods.all.some(({ spec }) => textOf(at(spec, 'nodeName')) !== '');
  if (!bound) return context.pods;
  return new PodIndex(context.pods.all.map((pod) => ({ ...pod, labels: { ...pod.labels, ...nodeLabels(context, pod) } })));
}

function nodeLabels(context: Context, { spec }: Pod): Labels {
  const name = textOf(at(spec, 'nodeName'));
  if (name === '') return {};
  const node: Resource | undefined = context.get(Kind.NODE, '', name);
  const labels: Record<string, string> = { 'kubernetes.io/hostname': name };
  for (const [from, to] of TOPOLOGY) {
    const value = textOf(node?.labels[from]);
    // A locality without region has no zone either.
    if (value === '') break;
    labels[to] = value;
  }
  return labels;
}
