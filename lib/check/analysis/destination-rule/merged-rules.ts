import { DestinationRuleSpec, isObject, keyOf, Kind, listOf, Resource, stringsIn, textOf } from '../../../model';
import { Analyzer, Report } from '../analyzer';
import { objectsWithIndex } from '../destinations';

/**
 * DestinationRules of one namespace for one host: istiod merges them, with the first one's policy, and of a subset that
 * several have the first.
 * `mergeDestinationRule`, istio 1.30.3 pilot/pkg/model/destination_rule.go
 */
export const mergedRules: Analyzer = {
  name: 'destination-rule/merged-rules',
  codes: ['duplicate-subset', 'ignored-traffic-policy'],
  kinds: [Kind.DESTINATION_RULE],
  *analyze(context) {
    const groups = new Map<string, Resource<DestinationRuleSpec>[]>();
    for (const resource of context.model.inOrder<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
      const { spec, namespace } = resource;
      const scope = [...stringsIn(spec.exportTo)].sort().join(',');
      const key = `${namespace} ${context.hosts.fullName(textOf(spec.host), namespace)} ${scope} ${JSON.stringify(spec.workloadSelector ?? null)}`;
      const group = groups.get(key);
      if (group) group.push(resource);
      else groups.set(key, [resource]);
    }
    for (const group of groups.values()) if (group.length > 1) yield* merge(group);
  },
};

function* merge(group: readonly Resource<DestinationRuleSpec>[]): Iterable<Report> {
  const subsets = new Map<string, Resource>();
  const [first] = group;
  for (const resource of group) {
    const { trafficPolicy } = resource.spec;
    if (resource !== first && isObject(trafficPolicy) && Object.keys(trafficPolicy).length > 0 && isObject(first!.spec.trafficPolicy)) {
      yield {
        code: 'ignored-traffic-policy',
        resource,
        field: ['spec', 'trafficPolicy'],
        message: `${keyOf(first!)} is for the same host and comes first, so its trafficPolicy counts and this one does not. Merge both into one DestinationRule.`,
      };
    }
    for (const [index, { name }] of objectsWithIndex(listOf(resource.spec.subsets))) {
      const owner = subsets.get(textOf(name));
      if (!owner) subsets.set(textOf(name), resource);
      else if (owner !== resource) {
        yield {
          code: 'duplicate-subset',
          resource,
          field: ['spec', 'subsets', index],
          message: `${keyOf(owner)} has a subset "${textOf(name)}" of the same host and comes first, so this one is passed over. Rename one of them.`,
        };
      }
    }
  }
}
