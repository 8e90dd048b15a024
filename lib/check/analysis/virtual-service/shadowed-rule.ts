import { HttpMatchRequest, HttpRoute, Kind, listOf, stringsIn, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { MESH } from '../gateway-name';
import { canonicalMatch } from './canonical-match';
import { covers } from './covers';
import { coveredBy, toPrefixMatch } from './prefix-match';

/** Beyond this many matches a VirtualService is not looked at: each is compared with all before it. */
const MOST_MATCHES = 500;

/**
 * Rules for HTTP that can never match, because an earlier rule takes every request that they would. What Istio's own
 * comparison finds is left to IST0130 and IST0131.
 * `TranslateRoutes` keeps the order of rules, istio 1.30.3 pilot/pkg/networking/core/route/route.go; Envoy takes the first
 * that fits, `VirtualHostImpl::getRouteFromEntries`, Envoy 1.40 source/common/router/config_impl.cc
 */
export const shadowedRule: Analyzer = {
  name: 'virtual-service/shadowed-rule',
  codes: ['unreachable-rule'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const rules = objectsWithIndex(resource.spec.http);
      if (rules.reduce((sum, [, rule]) => sum + listOf(rule.match).length, 0) > MOST_MATCHES) continue;
      const earlier: { readonly match: HttpMatchRequest; readonly rule: number }[] = [];
      // At gateways istiod puts what takes everything behind all other rules.
      const isLate = stringsIn(resource.spec.gateways).some((name) => name !== MESH);
      let catchAll = false;
      for (const [index, rule] of rules) {
        const matches = objectsWithIndex(rule.match).map(([, match]) => match);
        const shadows = matches.map((match) => earlier.find((each) => !(isLate && isCatchAll(each.match)) && covers(each.match, match)));
        if (matches.length > 0 && !catchAll && shadows.every((each) => each !== undefined) && !isIstios(rules, index)) {
          const by = [...new Set(shadows.map((each) => nameOf(rules, each.rule)))];
          yield {
            code: 'unreachable-rule',
            resource,
            field: ['spec', 'http', index],
            message: `This rule never runs: ${by.join(', ')} comes first and takes all that it matches. Move it up, or make the other match less.`,
          };
        }
        if (listOf(rule.match).length === 0) catchAll = true;
        else earlier.push(...matches.map((match) => ({ match, rule: index })));
      }
    }
  },
};

/** `isCatchAllRoute`, istio 1.30.3 pilot/pkg/networking/core/route/route.go: more is taken for one here, to be on the safe side. */
function isCatchAll({ uri, headers, queryParams }: HttpMatchRequest): boolean {
  const isBare = Object.keys(headers ?? {}).length === 0 && Object.keys(queryParams ?? {}).length === 0;
  return isBare && (!uri || uri.prefix === '/' || uri.regex === '*' || uri.regex === '.*');
}

/** True when Istio itself says of some match of the rule that an earlier one covers it. */
function isIstios(rules: readonly (readonly [number, HttpRoute])[], index: number): boolean {
  const before = rules
    .filter(([place]) => place < index)
    .flatMap(([place, rule]) => objectsWithIndex(rule.match).map(([, match]) => ({ place, match })));
  const keys = new Set(before.map(({ match }) => canonicalMatch(match, 'http')));
  const prefixes = new Map<string, NonNullable<ReturnType<typeof toPrefixMatch>>[]>();
  for (const { place, match } of before) {
    const prefix = toPrefixMatch(match, place);
    if (prefix) prefixes.set(prefix.prefix, [...(prefixes.get(prefix.prefix) ?? []), prefix]);
  }
  const rule = rules.find(([place]) => place === index)![1];
  return objectsWithIndex(rule.match).some(([, match]) => {
    const prefix = toPrefixMatch(match, index);
    return keys.has(canonicalMatch(match, 'http')) || (prefix !== undefined && [...coveredBy(prefix, prefixes)].length > 0);
  });
}

function nameOf(rules: readonly (readonly [number, HttpRoute])[], index: number): string {
  const name = rules.find(([place]) => place === index)?.[1].name;
  return typeof name === 'string' && name !== '' ? `rule "${name}"` : `rule ${index}`;
}
