import { isObject, isTcp, Kind, listOf, objectsIn, protocolOfServicePort, Resource, stringsIn, textOf } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer, Report } from '../analyzer';
import { AuthorizationPolicySpec, AuthorizationRule, HTTP_OPERATION, HTTP_SOURCE } from '../authorization-rules';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { Pod } from '../pods';
import { print } from '../print';

/**
 * AuthorizationPolicies that mean something else than they say: without rules, which allow nothing; with methods that no
 * request has; and with conditions of HTTP for workloads whose ports are all TCP, where a rule that allows never fits and
 * one that denies loses these conditions.
 * `Builder.build`, `generatePolicy` with `forTCP`: istio 1.30.3 pilot/pkg/security/authz/builder/builder.go, model/model.go
 */
export const policyRules: Analyzer = {
  name: 'security/policy-rules',
  codes: ['allow-policy-without-rules', 'http-condition-on-tcp', 'unknown-method'],
  kinds: [Kind.AUTHORIZATION_POLICY],
  *analyze(context) {
    for (const resource of context.of<AuthorizationPolicySpec>(Kind.AUTHORIZATION_POLICY)) {
      const { spec } = resource;
      const action = textOf(spec.action) || 'ALLOW';
      if (action === 'ALLOW' && listOf(spec.rules).length === 0) {
        yield {
          code: 'allow-policy-without-rules',
          resource,
          field: ['spec'],
          message: 'Without rules nothing is allowed: this policy denies every request. To allow all, write rules: [{}].',
        };
      }
      const ports = tcpPorts(context, resource);
      for (const [index, rule] of objectsWithIndex(spec.rules)) {
        yield* methods(resource, index, rule);
        const field = ports && firstHttpField(rule, ports);
        if (!field) continue;
        yield {
          code: 'http-condition-on-tcp',
          resource,
          field: ['spec', 'rules', index, ...field],
          message:
            action === 'DENY'
              ? 'These workloads take TCP only there, where conditions of HTTP are left out: the rule denies more than it says. Use ports, principals or namespaces.'
              : 'These workloads take TCP only there, where a condition of HTTP never holds: the rule allows nothing. Use ports, principals or namespaces.',
        };
      }
    }
  },
};

function* methods(resource: Resource, index: number, { to }: AuthorizationRule): Iterable<Report> {
  for (const [place, { operation }] of objectsWithIndex(to)) {
    for (const field of ['methods', 'notMethods'] as const) {
      for (const [item, method] of stringsIn(operation?.[field] as string[]).entries()) {
        if (/^[A-Z][A-Z-]*\*?$|^\*[A-Z-]*$|^\/|\*/.test(method)) continue;
        yield {
          code: 'unknown-method',
          resource,
          field: ['spec', 'rules', index, 'to', place, 'operation', field, item],
          message: `No request has the method "${method}": methods are compared as they are, in capitals. Of gRPC give the path, /package.Service/Method, in paths.`,
        };
      }
    }
  }
}

/** The ports of the selected workloads' Services that are TCP; undefined if any is HTTP, or none is known. */
function tcpPorts(context: Context, { spec, namespace }: Resource<AuthorizationPolicySpec>): ReadonlySet<string> | undefined {
  if (isObject(spec.targetRef) || listOf(spec.targetRefs).length > 0 || !isObject(spec.selector)) return undefined;
  const pods = context.pods.selectedBy(spec.selector.matchLabels, namespace);
  if (pods.length === 0 || namespace === context.model.rootNamespace) return undefined;
  const ports = pods.flatMap((pod) => [...portsOf(context, pod)]);
  return ports.length > 0 && ports.every(([, isPlain]) => isPlain) ? new Set(ports.map(([port]) => port)) : undefined;
}

function* portsOf(context: Context, pod: Pod): Iterable<[string, boolean]> {
  for (const service of context.services.of(pod.namespace, pod.labels)) {
    for (const port of objectsIn(service.spec.ports)) {
      const protocol = protocolOfServicePort(port);
      yield [print(port.targetPort ?? port.port), isTcp(protocol)];
    }
  }
}

function firstHttpField(rule: AuthorizationRule, ports: ReadonlySet<string>): FieldPath | undefined {
  for (const [index, { source }] of objectsWithIndex(rule.from)) {
    const name = HTTP_SOURCE.find((each) => listOf(source?.[each] as unknown[]).length > 0);
    if (name) return ['from', index, 'source', name];
  }
  for (const [index, { operation }] of objectsWithIndex(rule.to)) {
    const name = HTTP_OPERATION.find((each) => listOf(operation?.[each] as unknown[]).length > 0);
    const own = stringsIn(operation?.ports);
    if (name && (own.length === 0 || own.some((port) => ports.has(port)))) return ['to', index, 'operation', name];
  }
  for (const [index, { key }] of objectsWithIndex(rule.when)) {
    if (/^request\.(?:headers|auth)/.test(textOf(key))) return ['when', index, 'key'];
  }
  return undefined;
}
