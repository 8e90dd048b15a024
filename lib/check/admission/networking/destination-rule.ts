import { list, map, message, optional, type Read, STRING } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { wildcardDomainProblem } from '../value/domain-name';
import { checkExportTo } from '../value/export-to';
import { checkLabels } from '../value/labels';
import { checkWorkloadSelector, WORKLOAD_SELECTOR } from '../value/selector';
import { checkTrafficPolicy, TRAFFIC_POLICY } from './traffic-policy';
import { checkSubsetName } from './virtual-service';

/** networking/v1alpha3 `DestinationRule` */
export const DESTINATION_RULE = message({
  host: STRING,
  trafficPolicy: optional(TRAFFIC_POLICY),
  subsets: list(message({ name: STRING, labels: map(STRING), trafficPolicy: optional(TRAFFIC_POLICY) })),
  exportTo: list(STRING),
  workloadSelector: optional(WORKLOAD_SELECTOR),
});

/** `ValidateDestinationRule`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkDestinationRule(rule: Read<typeof DESTINATION_RULE>, { namespace }: KindContext, spot: Spot): void {
  const problem = wildcardDomainProblem(rule.host);
  if (problem) spot.at('host').error(`The host ${JSON.stringify(rule.host)} ${problem}.`);
  checkTrafficPolicy(rule.trafficPolicy, namespace, spot.at('trafficPolicy'));
  const names = new Set<string>();
  for (const [index, { name, labels, trafficPolicy }] of rule.subsets.entries()) {
    const at = spot.at('subsets').at(index);
    if (names.has(name)) at.at('name').error(`The subset ${JSON.stringify(name)} is defined twice: rename one.`);
    names.add(name);
    checkSubsetName(name, at.at('name'));
    checkLabels(labels, at.at('labels'));
    // istiod loses the warnings of a subset's policy.
    checkTrafficPolicy(trafficPolicy, namespace, at.at('trafficPolicy').errorsOnly());
  }
  checkExportTo(rule.exportTo, spot.at('exportTo'), { namespace, hasWorkloadSelector: !!rule.workloadSelector });
  checkWorkloadSelector(rule.workloadSelector, spot.at('workloadSelector'));
}
