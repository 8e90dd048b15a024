import { list, message, optional, type Read, STRING } from '../decode';
import type { Spot } from '../spot';
import { attributeProblem } from './attribute';
import { pathTemplateProblem } from './path-template';
import {
  addressProblem,
  emptyProblem,
  MAX_SERVICE_ACCOUNTS,
  portProblem,
  serviceAccountProblem,
  trustDomainProblem,
  type ValueProblem,
} from './rule-value';

/** Fields that come with a twin, `notX`, and what is wrong with a value of them. */
const SOURCE_VALUES = {
  principals: emptyProblem,
  requestPrincipals: emptyProblem,
  namespaces: emptyProblem,
  serviceAccounts: serviceAccountProblem,
  ipBlocks: addressProblem,
  remoteIpBlocks: addressProblem,
  trustDomains: trustDomainProblem,
} satisfies Record<string, ValueProblem>;

const OPERATION_VALUES = {
  hosts: emptyProblem,
  ports: portProblem,
  methods: emptyProblem,
  paths: (path: string) => emptyProblem(path) ?? pathTemplateProblem(path),
} satisfies Record<string, ValueProblem>;

const SOURCE = message({
  principals: list(STRING),
  notPrincipals: list(STRING),
  requestPrincipals: list(STRING),
  notRequestPrincipals: list(STRING),
  namespaces: list(STRING),
  notNamespaces: list(STRING),
  serviceAccounts: list(STRING),
  notServiceAccounts: list(STRING),
  ipBlocks: list(STRING),
  notIpBlocks: list(STRING),
  remoteIpBlocks: list(STRING),
  notRemoteIpBlocks: list(STRING),
  trustDomains: list(STRING),
  notTrustDomains: list(STRING),
});

const OPERATION = message({
  hosts: list(STRING),
  notHosts: list(STRING),
  ports: list(STRING),
  notPorts: list(STRING),
  methods: list(STRING),
  notMethods: list(STRING),
  paths: list(STRING),
  notPaths: list(STRING),
});

/** security/v1beta1 `Rule` */
export const RULE = message({
  from: list(message({ source: optional(SOURCE) })),
  to: list(message({ operation: optional(OPERATION) })),
  when: list(message({ key: STRING, values: list(STRING), notValues: list(STRING) })),
});

type Source = Read<typeof SOURCE>;
type Rule = Read<typeof RULE>;

/** One rule of an AuthorizationPolicy. `ValidateAuthorizationPolicy`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkRule(rule: Rule, isDeny: boolean, spot: Spot): void {
  for (const [index, { source }] of rule.from.entries()) checkSource(source, spot.at('from').at(index).at('source'));
  for (const [index, { operation }] of rule.to.entries()) {
    checkValues(operation, OPERATION_VALUES, spot.at('to').at(index).at('operation'));
  }
  for (const [index, condition] of rule.when.entries()) checkCondition(condition, spot.at('when').at(index));
  if (isDeny && readsOnlyHttp(rule)) {
    spot.warn('The rule reads HTTP only, which a TCP port has not, so that it denies all traffic to TCP ports: name the ports in `to`.');
  }
}

function checkSource(source: Source | undefined, spot: Spot): void {
  checkValues(source, SOURCE_VALUES, spot);
  if (!source) return;
  if (hasAny(source, ['serviceAccounts']) && hasAny(source, ['principals', 'namespaces'])) {
    spot.error('serviceAccounts names the namespace too: remove principals and namespaces, or use a rule for each.');
  }
  for (const field of ['serviceAccounts', 'notServiceAccounts'] as const) {
    if (source[field].length > MAX_SERVICE_ACCOUNTS)
      spot.at(field).error(`More than ${MAX_SERVICE_ACCOUNTS} service accounts: use more sources.`);
  }
}

type Lists = Readonly<Record<string, readonly string[]>>;

function checkValues(lists: Lists | undefined, problems: Readonly<Record<string, ValueProblem>>, spot: Spot): void {
  if (!lists || Object.values(lists).every((values) => values.length === 0)) {
    spot.error('Nothing is asked for here: name what to match, or remove the entry.');
    return;
  }
  for (const [field, problemOf] of Object.entries(problems)) {
    for (const name of [field, negationOf(field)]) {
      for (const [index, value] of (lists[name] ?? []).entries()) {
        const problem = problemOf(value);
        if (problem)
          spot
            .at(name)
            .at(index)
            .error(`${JSON.stringify(value)} ${problem}.`);
      }
    }
  }
}

function hasAny(lists: Lists, fields: readonly string[]): boolean {
  return fields.some((field) => (lists[field]?.length ?? 0) + (lists[negationOf(field)]?.length ?? 0) > 0);
}

/** `ipBlocks`: `notIpBlocks`. */
function negationOf(field: string): string {
  return `not${field[0]!.toUpperCase()}${field.slice(1)}`;
}

function checkCondition({ key, values, notValues }: Rule['when'][number], spot: Spot): void {
  if (key === '') spot.at('key').error('The key is missing: name what to look at, such as "source.ip".');
  else if (values.length + notValues.length === 0) spot.error(`The condition for ${key} has no value: give values or notValues.`);
  else attributeProblem(key, { values, notValues }, spot);
}

/** What a source says besides HTTP; requestPrincipals and, for istiod, trustDomains are of HTTP. */
const TCP_SOURCES = ['principals', 'namespaces', 'serviceAccounts', 'ipBlocks', 'remoteIpBlocks'];

function readsOnlyHttp({ from, to }: Rule): boolean {
  const sources = from.flatMap(({ source }) => source ?? []);
  const operations = to.flatMap(({ operation }) => operation ?? []);
  if (operations.length > 0) return !operations.some((operation) => hasAny(operation, ['ports']));
  return sources.length > 0 && !sources.some((source) => hasAny(source, TCP_SOURCES));
}
