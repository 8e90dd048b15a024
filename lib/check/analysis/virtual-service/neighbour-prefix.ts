import { HttpMatchRequest, Kind, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { httpRules } from '../http-rules';

/**
 * Path prefixes that end within a segment: `/foo` also takes `/foobar`.
 * `PathPrefixMatcher`, Envoy 1.40 source/common/router/config_impl.cc; only routes made from Ingress and HTTPRoute go by
 * whole segments, `translateRouteMatch`, istio 1.30.3 pilot/pkg/networking/core/route/route.go
 */
export const neighbourPrefix: Analyzer = {
  name: 'virtual-service/neighbour-prefix',
  codes: ['prefix-takes-neighbours'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      for (const [index, { uri }] of objectsWithIndex<HttpMatchRequest>(rule.match)) {
        const prefix = textOf(uri?.prefix);
        // What takes no path at all is another mistake.
        if (!prefix.startsWith('/') || prefix.endsWith('/') || prefix.includes('?')) continue;
        yield {
          code: 'prefix-takes-neighbours',
          resource,
          field: [...field, 'match', index, 'uri', 'prefix'],
          message: `"${prefix}" also takes paths like "${prefix}bar". If it shouldn't, match exact "${prefix}" and prefix "${prefix}/".`,
        };
      }
    }
  },
};
