import { enumeration, list, message, optional, type Read, STRING } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { checkPolicyTargets, POLICY_TARGETS, POLICY_TARGETS_PROTO_NAMES } from '../value/selector';
import { checkRule, RULE } from './authorization-rule';
import { checkCustomRules } from './custom-action';

/** security/v1beta1 `AuthorizationPolicy` */
export const AUTHORIZATION_POLICY = message(
  {
    ...POLICY_TARGETS,
    rules: list(RULE),
    action: enumeration('ALLOW', 'DENY', 'AUDIT', 'CUSTOM'),
    provider: optional(message({ name: STRING })),
  },
  { protoNames: POLICY_TARGETS_PROTO_NAMES },
);

type AuthorizationPolicy = Read<typeof AUTHORIZATION_POLICY>;

/** `ValidateAuthorizationPolicy`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkAuthorizationPolicy(policy: AuthorizationPolicy, _context: KindContext, spot: Spot): void {
  const { action, rules, provider } = policy;
  checkPolicyTargets(policy, spot);
  if (action === 'CUSTOM' && rules.length > 0 && (provider?.name ?? '') === '') {
    spot.at('provider').error('CUSTOM asks a provider: give the name of one that mesh config defines.');
  }
  if (action === 'CUSTOM') checkCustomRules(rules, spot.at('rules'));
  else if (provider) spot.at('provider').error(`${action} asks no provider: remove it, or use the action CUSTOM.`);
  if ((action === 'CUSTOM' || action === 'DENY') && rules.length === 0) {
    spot.at('rules').error(`Without rules ${action} concerns no request: give rules, of which {} takes every request.`);
  }
  for (const [index, rule] of rules.entries()) checkRule(rule, action === 'DENY', spot.at('rules').at(index));
}

/** What Go's `strconv.ParseBool` takes. */
const BOOLEANS: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False']);

/** `checkDryRunAnnotation`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkDryRun(annotation: string, { action }: AuthorizationPolicy, spot: Spot): void {
  if (action !== 'ALLOW' && action !== 'DENY') spot.error(`${action} cannot be tried in a dry run: remove the annotation.`);
  else if (!BOOLEANS.has(annotation)) spot.error(`${JSON.stringify(annotation)} is neither true nor false: use "true" or "false".`);
}
