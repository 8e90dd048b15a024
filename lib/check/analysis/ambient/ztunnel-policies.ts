import { isObject, Kind, listOf, Resource, textOf } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer, Report } from '../analyzer';
import { AuthorizationPolicySpec, AuthorizationRule, HTTP_OPERATION, HTTP_SOURCE } from '../authorization-rules';
import { objectsWithIndex } from '../destinations';
import { Pod, PodIndex } from '../pods';

/** Conditions that ztunnel knows. `l4WhenAttributes` */
const KNOWN_KEYS: ReadonlySet<string> = new Set([
  'source.ip',
  'source.namespace',
  'source.principal',
  'destination.ip',
  'destination.port',
]);

/** Of these ztunnel makes no policy. */
const UNKNOWN_ACTIONS: ReadonlySet<string> = new Set(['CUSTOM', 'AUDIT']);

/**
 * AuthorizationPolicies that reach workloads in ambient mode by labels, so that ztunnel enforces them, and ask for what only
 * HTTP shows: a rule that allows is left out, one that denies loses the condition. The actions CUSTOM and AUDIT it does not
 * have. Kiali has these as KIA0109, KIA0110 and KIA1317.
 * `convertAuthorizationPolicy`, `handleRule`: istio 1.30.3 pilot/pkg/serviceregistry/ambient/authorization.go
 */
export const ztunnelPolicies: Analyzer = {
  name: 'ambient/ztunnel-policies',
  codes: ['layer-7-in-ztunnel', 'selector-in-ambient'],
  kinds: [Kind.AUTHORIZATION_POLICY],
  *analyze(context) {
    const captured = new PodIndex(context.pods.all.filter(isCaptured));
    if (captured.all.length === 0) return;
    for (const resource of context.of<AuthorizationPolicySpec>(Kind.AUTHORIZATION_POLICY)) {
      const action = textOf(resource.spec.action) || 'ALLOW';
      const fields = UNKNOWN_ACTIONS.has(action) ? [['spec', 'action']] : layer7Fields(resource.spec.rules);
      if (fields.length === 0) continue;
      const pod = isForZtunnel(resource) && selected(captured, context.model.rootNamespace, resource);
      if (pod) yield* fields.map((field) => toReport(resource, action, field, pod));
    }
  },
};

function toReport(resource: Resource, action: string, field: FieldPath, pod: Pod): Report {
  const where = `${pod.namespace}/${pod.name}`;
  if (UNKNOWN_ACTIONS.has(action)) {
    return {
      code: 'selector-in-ambient',
      resource,
      field,
      message: `${where} is in ambient mode, where ztunnel ignores a policy with the action ${action}. Name a Service or Gateway with a waypoint in targetRefs.`,
    };
  }
  const effect =
    action === 'DENY' ? 'leaves this condition out: the rule denies more than it says' : 'drops the whole rule: it allows nothing';
  return {
    code: 'layer-7-in-ztunnel',
    resource,
    field,
    message: `${where} is in ambient mode, where ztunnel enforces this policy, can't read HTTP and ${effect}. Name a Service or Gateway with a waypoint in targetRefs, or use ports, principals or namespaces.`,
  };
}

/** True of a Pod whose callers ztunnel lets in or not. */
function isCaptured({ ambient, annotations }: Pod): boolean {
  return ambient && annotations['ambient.istio.io/bypass-inbound-capture'] !== 'true';
}

/** One with targetRefs is for proxies only, one on trial for nobody. */
function isForZtunnel({ spec, annotations }: Resource<AuthorizationPolicySpec>): boolean {
  return !isObject(spec.targetRef) && listOf(spec.targetRefs).length === 0 && annotations['istio.io/dry-run'] !== 'true';
}

/** A workload that the policy holds for: of its namespace, or of any if that is the root. `buildWorkloadPolicies` */
function selected(captured: PodIndex, rootNamespace: string, { spec, namespace }: Resource<AuthorizationPolicySpec>): Pod | undefined {
  const labels = isObject(spec.selector) ? spec.selector.matchLabels : undefined;
  return captured.selectedBy(labels, namespace === rootNamespace ? undefined : namespace)[0];
}

/** The first field of each rule that needs HTTP. */
function layer7Fields(rules: readonly AuthorizationRule[] | undefined): readonly FieldPath[] {
  return objectsWithIndex(rules).flatMap(([index, rule]) => {
    const field = layer7Field(rule);
    return field ? [['spec', 'rules', index, ...field]] : [];
  });
}

function layer7Field(rule: AuthorizationRule): FieldPath | undefined {
  for (const [index, { source }] of objectsWithIndex(rule.from)) {
    const name = HTTP_SOURCE.find((each) => listOf(source?.[each] as unknown[]).length > 0);
    if (name) return ['from', index, 'source', name];
  }
  for (const [index, { operation }] of objectsWithIndex(rule.to)) {
    const name = HTTP_OPERATION.find((each) => listOf(operation?.[each] as unknown[]).length > 0);
    if (name) return ['to', index, 'operation', name];
  }
  for (const [index, { key }] of objectsWithIndex(rule.when)) {
    if (typeof key === 'string' && !KNOWN_KEYS.has(key)) return ['when', index, 'key'];
  }
  return undefined;
}
