import { HttpMatchRequest, Kind, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { httpRules } from '../http-rules';

/**
 * Path matches with a `?`, which no path has: the query is cut off before.
 * `PathExactMatcher`, `PathPrefixMatcher`: Envoy 1.40 source/common/router/config_impl.cc
 */
export const pathQuery: Analyzer = {
  name: 'virtual-service/path-query',
  codes: ['query-in-path-match'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      for (const [index, { uri }] of objectsWithIndex<HttpMatchRequest>(rule.match)) {
        for (const kind of ['exact', 'prefix'] as const) {
          const path = textOf(uri?.[kind]);
          if (!path.includes('?')) continue;
          yield {
            code: 'query-in-path-match',
            resource,
            field: [...field, 'match', index, 'uri', kind],
            message: `No path has a "?", so "${path}" never matches. Match the path alone, and the query by queryParams.`,
          };
        }
      }
    }
  },
};
