import {
  DestinationRuleSpec,
  hostsMatch,
  isObject,
  isWildcard,
  Kind,
  listOf,
  ServiceEntrySpec,
  stringsIn,
  TrafficPolicy,
} from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { print } from '../print';

/**
 * Outlier detection for a wildcard that is resolved at each request: istiod stumbles over it while it builds clusters.
 * `applyOutlierDetection`, istio 1.30.3 pilot/pkg/networking/core/cluster_traffic_policy.go, writes into
 * `CommonLbConfig`, which such a cluster doesn't have
 */
export const dynamicDns: Analyzer = {
  name: 'destination-rule/dynamic-dns',
  codes: ['dynamic-dns-outlier-detection'],
  kinds: [Kind.DESTINATION_RULE],
  *analyze(context) {
    const hosts = new Set<string>();
    for (const { spec } of context.of<ServiceEntrySpec>(Kind.SERVICE_ENTRY)) {
      if (spec.resolution === 'DYNAMIC_DNS') for (const host of stringsIn(spec.hosts)) if (isWildcard(host)) hosts.add(host);
    }
    if (hosts.size === 0) return;
    for (const resource of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
      const field = outlierDetection(resource.spec);
      if (!field) continue;
      const host = context.hosts.fullName(print(resource.spec.host), resource.namespace);
      const wildcard = hosts.has(host) ? host : isWildcard(host) ? [...hosts].find((each) => hostsMatch(each, host)) : undefined;
      if (wildcard === undefined) continue;
      yield {
        code: 'dynamic-dns-outlier-detection',
        resource,
        field,
        message: `"${wildcard}" is resolved by DYNAMIC_DNS, and istiod 1.30 crashes over outlierDetection for it. Remove outlierDetection.`,
      };
    }
  },
};

function outlierDetection({ trafficPolicy, subsets }: DestinationRuleSpec): FieldPath | undefined {
  const policies: [TrafficPolicy | undefined, FieldPath][] = [[trafficPolicy, ['spec', 'trafficPolicy']]];
  for (const [index, subset] of objectsWithIndex(subsets))
    policies.push([subset.trafficPolicy, ['spec', 'subsets', index, 'trafficPolicy']]);
  for (const [policy, path] of policies) {
    if (isObject(policy?.outlierDetection)) return [...path, 'outlierDetection'];
    for (const [index, port] of objectsWithIndex(listOf(policy?.portLevelSettings))) {
      if (isObject(port.outlierDetection)) return [...path, 'portLevelSettings', index, 'outlierDetection'];
    }
  }
  return undefined;
}
