import type { Read } from '../decode';
import type { Spot } from '../spot';
import type { RULE } from './authorization-rule';

/** What needs a certificate or token, of which the provider of a CUSTOM action is not told. */
const SOURCE_FIELDS = [
  ...(['namespaces', 'notNamespaces', 'serviceAccounts', 'notServiceAccounts', 'trustDomains', 'notTrustDomains'] as const),
  ...(['principals', 'notPrincipals', 'requestPrincipals', 'notRequestPrincipals'] as const),
];

const KEYS: ReadonlySet<string> = new Set(['source.namespace', 'source.serviceAccount', 'source.trustDomain', 'source.principal']);

/** Rules of the action CUSTOM. `ValidateAuthorizationPolicy`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkCustomRules(rules: readonly Read<typeof RULE>[], spot: Spot): void {
  for (const [index, { from, when }] of rules.entries()) {
    for (const [number, { source }] of from.entries()) {
      for (const field of SOURCE_FIELDS) {
        if (source && source[field].length > 0) {
          spot.at(index).at('from').at(number).at('source').at(field).error(`CUSTOM cannot choose by ${field}: remove the field.`);
        }
      }
    }
    for (const [number, { key }] of when.entries()) {
      if (KEYS.has(key) || key.startsWith('request.auth.')) {
        spot.at(index).at('when').at(number).at('key').error(`CUSTOM cannot choose by ${key}: remove the condition.`);
      }
    }
  }
}
