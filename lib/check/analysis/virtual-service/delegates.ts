import {
  append,
  hasConflict,
  HttpMatchRequest,
  HttpRoute,
  keyOf,
  Kind,
  listOf,
  objectsIn,
  resolveGatewayName,
  Resource,
  stringsIn,
  textOf,
  VirtualServiceSpec,
} from '../../../model';
import { Analyzer, Report } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { MESH } from '../gateway-name';
import { httpRules, PlacedRule } from '../http-rules';

/**
 * Delegates that istiod passes over without a word: those that do not exist, are no delegates or are not exported to the
 * root; rules of a delegate outside of all matches that lead to them; and delegates that nobody names.
 * `mergeVirtualServices`, istio 1.30.3 pilot/pkg/model/virtualservice_controller.go; `mergeHTTPMatchRequests`,
 * `hasConflict`, virtualservice.go
 */
export const delegates: Analyzer = {
  name: 'virtual-service/delegates',
  codes: ['delegate-outside-root', 'unknown-delegate', 'unused-delegate'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    const roots = new Map<Resource, PlacedRule[]>();
    const named = new Set<Resource | undefined>();
    for (const placed of httpRules(context)) {
      if (!placed.rule.delegate || isDelegate(placed.resource)) continue;
      const delegate = context.get<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE, ...delegateOf(placed));
      named.add(delegate);
      const problem = problemOf(context, placed, delegate);
      if (problem) yield problem;
      else append(roots, delegate!, placed);
    }
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      if (!isDelegate(resource)) continue;
      const own = roots.get(resource);
      if (own) yield* outsideOf(own, resource);
      else if (!named.has(resource) && isWhole(resource)) {
        yield {
          code: 'unused-delegate',
          resource,
          field: ['spec'],
          message: `Without hosts this VirtualService is only a delegate, and no other one delegates to it, so it has no effect. Name it in a rule's delegate, or give it hosts.`,
          outside: true,
        };
      }
    }
  },
};

function isDelegate({ spec }: Resource<VirtualServiceSpec>): boolean {
  return listOf(spec.hosts).length === 0;
}

/** True of one that says no more than delegates may; with another field its hosts may be misspelled. */
function isWhole({ spec }: Resource<VirtualServiceSpec>): boolean {
  return Object.keys(spec).every((name) => name === 'http' || name === 'exportTo' || name === 'hosts');
}

/** Namespace and name of the delegate that a rule names. */
function delegateOf({ rule, resource }: PlacedRule): readonly [string, string] {
  return [textOf(rule.delegate?.namespace) || resource.namespace, textOf(rule.delegate?.name)];
}

/** Why a rule's delegate is passed over, and the rule with it. */
function problemOf(context: Context, placed: PlacedRule, delegate: Resource<VirtualServiceSpec> | undefined): Report | undefined {
  const { resource, field } = placed;
  const [namespace, name] = delegateOf(placed);
  const report = (message: string, outside = false): Report => ({
    code: 'unknown-delegate',
    resource,
    field: [...field, 'delegate'],
    message,
    outside,
  });
  if (!delegate) {
    return report(
      `There is no VirtualService ${namespace}/${name}, and istiod leaves this rule out. Mend the name, or add the delegate.`,
      !context.knows(namespace),
    );
  }
  if (!isDelegate(delegate)) {
    return report(`${namespace}/${name} has hosts, so it is no delegate, and istiod leaves this rule out. Remove the hosts there.`);
  }
  const exportTo = stringsIn(delegate.spec.exportTo);
  const scope = exportTo.length > 0 ? exportTo : (context.model.meshConfig.defaultVirtualServiceExportTo ?? ['*']);
  const isExported = scope.some(
    (each) => each === '*' || each === resource.namespace || (each === '.' && namespace === resource.namespace),
  );
  if (isExported) return undefined;
  return report(
    `${namespace}/${name} is not exported to ${resource.namespace}, and istiod leaves this rule out. Add ${resource.namespace} to its exportTo.`,
  );
}

/** Rules of a delegate that find no place under any rule that leads to it. */
function* outsideOf(roots: readonly PlacedRule[], resource: Resource<VirtualServiceSpec>): Iterable<Report> {
  const outer = roots.map(({ rule, resource: root }) => matchesOf(rule, root.namespace));
  for (const [index, rule] of objectsWithIndex<HttpRoute>(resource.spec.http)) {
    const inner = matchesOf(rule, resource.namespace);
    if (!outer.every((matches) => contradict(matches, inner))) continue;
    yield {
      code: 'delegate-outside-root',
      resource,
      field: ['spec', 'http', index],
      message: `This rule's match is not within that of ${[...new Set(roots.map((root) => keyOf(root.resource)))].sort().join(', ')}, which delegates here, and istiod leaves the rule out. Narrow the match to what the root matches; beside a regex in the root no match of the same field fits.`,
    };
  }
}

/** True when one of the inner matches lies within none of the outer. `mergeHTTPMatchRequests` */
function contradict(outer: readonly HttpMatchRequest[], inner: readonly HttpMatchRequest[]): boolean {
  return outer.length > 0 && inner.some((each) => outer.every((match) => hasConflict(match, each)));
}

/** The matches of a rule, with gateways in full. */
function matchesOf({ match }: HttpRoute, namespace: string): readonly HttpMatchRequest[] {
  return objectsIn(match).map((each) => ({
    ...each,
    gateways: stringsIn(each.gateways).map((name) => (name === MESH ? name : resolveGatewayName(name, namespace))),
  }));
}
