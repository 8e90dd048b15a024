import type { Spot } from '../spot';
import {
  addressProblem,
  emptyProblem,
  MAX_SERVICE_ACCOUNTS,
  portProblem,
  serviceAccountProblem,
  type ValueProblem,
  wildcardProblem,
} from './rule-value';

/** Attributes of a request and what is wrong with a value of them. `ValidateAttribute`, istio 1.30.3 pkg/config/security/security.go */
const ATTRIBUTES: ReadonlyMap<string, ValueProblem> = new Map([
  ['source.ip', addressProblem],
  ['remote.ip', addressProblem],
  ['source.namespace', emptyProblem],
  ['source.serviceAccount', serviceAccountProblem],
  ['source.principal', emptyProblem],
  ['source.trustDomain', wildcardProblem],
  ['request.auth.principal', emptyProblem],
  ['request.auth.audiences', emptyProblem],
  ['request.auth.presenter', emptyProblem],
  ['destination.ip', addressProblem],
  ['destination.port', portProblem],
  ['connection.sni', emptyProblem],
]);

/** Attributes of which one is chosen by a name in brackets. */
const KEYED = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.'];

/** What once were attributes. */
const REPLACED: ReadonlyMap<string, string> = new Map([
  ['destination.namespace', "a policy holds in its own namespace: use the policy's metadata.namespace"],
  ['destination.name', 'it is gone: use a selector'],
  ['destination.user', 'it is gone: use a selector'],
]);

type ConditionValues = Readonly<Record<'values' | 'notValues', readonly string[]>>;

/** A condition's key, and its values. istiod tells an unknown key twice; here it is told once. */
export function attributeProblem(key: string, lists: ConditionValues, spot: Spot): void {
  const problem = keyProblem(key);
  if (problem) spot.at('key').error(`There is no condition on ${JSON.stringify(key)}: ${problem}.`);
  const valueProblem = ATTRIBUTES.get(key) ?? emptyProblem;
  for (const name of ['values', 'notValues'] as const) {
    if (key === 'source.serviceAccount' && lists[name].length > MAX_SERVICE_ACCOUNTS) {
      spot.at(name).error(`More than ${MAX_SERVICE_ACCOUNTS} service accounts: use more conditions.`);
    }
    for (const [index, value] of lists[name].entries()) {
      const wrong = valueProblem(value);
      if (wrong)
        spot
          .at(name)
          .at(index)
          .error(`${JSON.stringify(value)} ${wrong}.`);
    }
  }
}

function keyProblem(key: string): string | undefined {
  if (KEYED.some((prefix) => key.startsWith(prefix))) {
    return hasNameInBrackets(key) ? undefined : 'its form is attribute[name], such as request.headers[User-Agent]';
  }
  if (ATTRIBUTES.has(key)) return undefined;
  if (key.startsWith('destination.labels')) return 'use a selector to choose workloads by their labels';
  return REPLACED.get(key) ?? `use one of ${[...ATTRIBUTES.keys(), ...KEYED.map((prefix) => `${prefix}[...]`)].join(', ')}`;
}

/** `validateMapKey` */
function hasNameInBrackets(key: string): boolean {
  const open = key.indexOf('[');
  return key.endsWith(']') && open > 0 && open < key.length - 2;
}
