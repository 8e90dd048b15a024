import { list, map, message, optional, type Read, STRING } from '../decode';
import type { Spot } from '../spot';

/** networking/v1alpha3 `WorkloadSelector`, of Sidecar, ServiceEntry and EnvoyFilter */
export const LABELS_SELECTOR = message({ labels: map(STRING) });

/** type/v1beta1 `WorkloadSelector`, of all other kinds */
export const WORKLOAD_SELECTOR = message({ matchLabels: map(STRING) });

/** type/v1beta1 `PolicyTargetReference` */
export const TARGET_REF = message({ group: STRING, kind: STRING, name: STRING, namespace: STRING });

/** The three ways of a policy to say for whom it holds, for the description of a kind. */
export const POLICY_TARGETS = {
  selector: optional(WORKLOAD_SELECTOR),
  targetRef: optional(TARGET_REF),
  targetRefs: list(TARGET_REF),
};

/** The .proto files write these two as the JSON does. */
export const POLICY_TARGETS_PROTO_NAMES = { targetRef: 'targetRef', targetRefs: 'targetRefs' };

interface PolicyTargets {
  readonly selector: Read<typeof WORKLOAD_SELECTOR> | undefined;
  readonly targetRef?: Read<typeof TARGET_REF> | undefined;
  readonly targetRefs: readonly Read<typeof TARGET_REF>[];
}

/** Whom a policy is for; `spot` is that of the spec. `validateOneOfSelectorType`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkPolicyTargets({ selector, targetRef, targetRefs }: PolicyTargets, spot: Spot): void {
  const given = [selector && 'selector', targetRef && 'targetRef', targetRefs.length > 0 && 'targetRefs'].filter(Boolean);
  if (given.length > 1) spot.error(`${given.join(' and ')} exclude each other: keep one.`);
  checkWorkloadSelector(selector, spot.at('selector'));
  if (targetRef) checkTargetRef(targetRef, spot.at('targetRef'));
  for (const [index, each] of targetRefs.entries()) checkTargetRef(each, spot.at('targetRefs').at(index));
}

/** `validateWorkloadSelector`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkWorkloadSelector(selector: Read<typeof WORKLOAD_SELECTOR> | undefined, spot: Spot): void {
  if (!selector) return;
  checkSelectedLabels(selector.matchLabels, spot.at('matchLabels'));
  if (selector.matchLabels.size === 0) spot.warn('The selector has no labels and so selects every workload: add some, or leave it out.');
}

/**
 * True if the selector can be read; otherwise istiod looks at nothing else in the object.
 * `ValidateAlphaWorkloadSelector`, istio 1.30.3 pkg/config/validation/validation.go
 */
export function checkLabelsSelector(selector: Read<typeof LABELS_SELECTOR> | undefined, spot: Spot): boolean {
  if (!selector) return true;
  if (!checkSelectedLabels(selector.labels, spot.at('labels'))) return false;
  if (selector.labels.size === 0) {
    spot.warn('The workloadSelector has no labels and so selects every workload of the namespace: add some, or leave it out.');
  }
  return true;
}

function checkSelectedLabels(labels: ReadonlyMap<string, string>, spot: Spot): boolean {
  let isFine = true;
  for (const [key, value] of labels) {
    const problem =
      key === '' ? 'A label without a name selects nothing: name it.' : `${key}${value}`.includes('*') ? NO_WILDCARD : undefined;
    if (problem) spot.at(key).error(problem);
    isFine &&= !problem;
  }
  return isFine;
}

const NO_WILDCARD = 'A selector has no wildcards: name the label and its value in full.';

const TARGET_KINDS: ReadonlySet<string> = new Set([
  '/Service',
  'core/Service',
  'networking.istio.io/ServiceEntry',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/GatewayClass',
]);

/** `validatePolicyTargetReference`, istio 1.30.3 pkg/config/validation/validation.go */
function checkTargetRef({ group, kind, name, namespace }: Read<typeof TARGET_REF>, spot: Spot): void {
  if (name === '') spot.at('name').error('The name of the target is missing: give it.');
  if (namespace !== '') spot.at('namespace').error("A target is always in the policy's own namespace: remove the field.");
  if (!TARGET_KINDS.has(`${group}/${kind}`)) {
    spot
      .at('kind')
      .error(
        `A policy cannot be for ${JSON.stringify(group === '' ? kind : `${group}/${kind}`)}: use a Service, a networking.istio.io ServiceEntry, or a gateway.networking.k8s.io Gateway or GatewayClass, with its group.`,
      );
  }
}
