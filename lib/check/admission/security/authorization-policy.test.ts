import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes nothing, which denies everything', () => {
  expect(problemsOf({})).toEqual([]);
});

test('takes a rule of null for one that takes everything', () => {
  expect(problemsOf({ rules: [null] })).toEqual([]);
});

test('is for workloads or for targets', () => {
  expect(
    problemsOf({
      selector: { matchLabels: { '': '*' } },
      targetRef: { kind: 'Gateway', name: 'x' },
      targetRefs: [{ kind: 'Service', group: 'core', namespace: 'y' }],
    }),
  ).toEqual([
    'IST0106 spec: selector and targetRef and targetRefs exclude each other: keep one.',
    'IST0106 spec.selector.matchLabels.: A label without a name selects nothing: name it.',
    'IST0106 spec.targetRef.kind: A policy cannot be for "Gateway": use a Service, a networking.istio.io ServiceEntry, or a gateway.networking.k8s.io Gateway or GatewayClass, with its group.',
    'IST0106 spec.targetRefs.0.name: The name of the target is missing: give it.',
    "IST0106 spec.targetRefs.0.namespace: A target is always in the policy's own namespace: remove the field.",
  ]);
});

test('asks DENY and CUSTOM for rules, and CUSTOM alone for a provider', () => {
  expect(problemsOf({ action: 'DENY', rules: [], provider: { name: 'x' } })).toEqual([
    'IST0106 spec.provider: DENY asks no provider: remove it, or use the action CUSTOM.',
    'IST0106 spec.rules: Without rules DENY concerns no request: give rules, of which {} takes every request.',
  ]);
});

test('asks CUSTOM for a provider, and for what it can see', () => {
  expect(
    problemsOf({
      action: 'CUSTOM',
      rules: [{ from: [{ source: { principals: ['a'] } }], when: [{ key: 'request.auth.principal', values: ['a'] }] }],
    }),
  ).toEqual([
    'IST0106 spec.provider: CUSTOM asks a provider: give the name of one that mesh config defines.',
    'IST0106 spec.rules.0.from.0.source.principals: CUSTOM cannot choose by principals: remove the field.',
    'IST0106 spec.rules.0.when.0.key: CUSTOM cannot choose by request.auth.principal: remove the condition.',
  ]);
});

test('asks sources for values', () => {
  expect(
    problemsOf({
      rules: [
        {
          from: [
            {},
            { source: {} },
            { source: { principals: [''], ipBlocks: ['10.0.0.0/33'], notServiceAccounts: ['a/b/c'] } },
            { source: { trustDomains: ['a*b', 'a/b'] } },
          ],
        },
      ],
    }),
  ).toEqual([
    'IST0106 spec.rules.0.from.0.source: Nothing is asked for here: name what to match, or remove the entry.',
    'IST0106 spec.rules.0.from.1.source: Nothing is asked for here: name what to match, or remove the entry.',
    'IST0106 spec.rules.0.from.2.source.principals.0: "" matches nothing: give a value, or "*" for any.',
    'IST0106 spec.rules.0.from.2.source.notServiceAccounts.0: "a/b/c" is not a service account: write "name" or "namespace/name".',
    'IST0106 spec.rules.0.from.2.source.ipBlocks.0: "10.0.0.0/33" is not an IP address or a block of them, such as "10.0.0.0/8".',
    'IST0106 spec.rules.0.from.2.source: serviceAccounts names the namespace too: remove principals and namespaces, or use a rule for each.',
    'IST0106 spec.rules.0.from.3.source.trustDomains.0: "a*b" may have one "*", at its start or end.',
    'IST0106 spec.rules.0.from.3.source.trustDomains.1: "a/b" is not a trust domain: remove what begins with "/".',
  ]);
});

test('asks operations for values', () => {
  expect(
    problemsOf({
      rules: [{ to: [{ operation: {} }, { operation: { ports: ['70000', 'a'], notPaths: ['/{**}/{*}', '/{a}', '/a b/{*}', ''] } }] }],
    }),
  ).toEqual([
    'IST0106 spec.rules.0.to.0.operation: Nothing is asked for here: name what to match, or remove the entry.',
    'IST0106 spec.rules.0.to.1.operation.ports.0: "70000" is not a port: use a number up to 65535.',
    'IST0106 spec.rules.0.to.1.operation.ports.1: "a" is not a port: use a number up to 65535.',
    'IST0106 spec.rules.0.to.1.operation.notPaths.0: "/{**}/{*}" has more wildcards after {**}: let that be the last.',
    'IST0106 spec.rules.0.to.1.operation.notPaths.1: "/{a}" has braces other than those of {*} and {**} as whole segments.',
    'IST0106 spec.rules.0.to.1.operation.notPaths.2: "/a b/{*}" has the segment "a b", which cannot stand beside {*} or {**}.',
    'IST0106 spec.rules.0.to.1.operation.notPaths.3: "" matches nothing: give a value, or "*" for any.',
  ]);
});

test('asks conditions for attributes and values', () => {
  expect(
    problemsOf({
      rules: [
        {
          when: [
            {},
            { key: 'source.ip' },
            { key: 'source.ip', values: ['x'] },
            { key: 'foo', values: ['x'] },
            { key: 'request.headers', notValues: ['x'] },
            { key: 'destination.labels[a]', values: ['x'] },
          ],
        },
      ],
    }),
  ).toEqual([
    'IST0106 spec.rules.0.when.0.key: The key is missing: name what to look at, such as "source.ip".',
    'IST0106 spec.rules.0.when.1: The condition for source.ip has no value: give values or notValues.',
    'IST0106 spec.rules.0.when.2.values.0: "x" is not an IP address or a block of them, such as "10.0.0.0/8".',
    'IST0106 spec.rules.0.when.3.key: There is no condition on "foo": use one of source.ip, remote.ip, source.namespace, source.serviceAccount, source.principal, source.trustDomain, request.auth.principal, request.auth.audiences, request.auth.presenter, destination.ip, destination.port, connection.sni, request.headers[...], request.auth.claims[...], experimental.envoy.filters.[...].',
    'IST0106 spec.rules.0.when.4.key: There is no condition on "request.headers": its form is attribute[name], such as request.headers[User-Agent].',
    'IST0106 spec.rules.0.when.5.key: There is no condition on "destination.labels[a]": use a selector to choose workloads by their labels.',
  ]);
});

test('warns of DENY rules that a TCP port makes to deny everything', () => {
  expect(
    problemsOf({
      action: 'DENY',
      rules: [
        { to: [{ operation: { methods: ['GET'] } }] },
        { to: [{ operation: { methods: ['GET'], ports: ['80'] } }] },
        { from: [{ source: { requestPrincipals: ['*'] } }] },
        { from: [{ source: { principals: ['a'] } }] },
      ],
    }),
  ).toEqual([
    'IST0133 spec.rules.0: The rule reads HTTP only, which a TCP port has not, so that it denies all traffic to TCP ports: name the ports in `to`.',
    'IST0133 spec.rules.2: The rule reads HTTP only, which a TCP port has not, so that it denies all traffic to TCP ports: name the ports in `to`.',
  ]);
});

test('can be tried where it allows or denies', () => {
  expect(problemsOf({ action: 'AUDIT' }, { annotations: { 'istio.io/dry-run': 'true' } })).toEqual([
    'IST0106 metadata.annotations.istio.io/dry-run: AUDIT cannot be tried in a dry run: remove the annotation.',
  ]);
});

test('can be tried, or not', () => {
  expect(problemsOf({}, { annotations: { 'istio.io/dry-run': 'yes' } })).toEqual([
    'IST0106 metadata.annotations.istio.io/dry-run: "yes" is neither true nor false: use "true" or "false".',
  ]);
});
