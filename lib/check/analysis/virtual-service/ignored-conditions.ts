import { HttpMatchRequest, isObject, Kind, listOf, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { httpRules } from '../http-rules';

/**
 * Conditions of a match that have no effect beside another: those on the source where `gateways` is given, and ignoring
 * the case of a path that is a regular expression.
 * `sourceMatchHTTP`, `translateRouteMatch`: istio 1.30.3 pilot/pkg/networking/core/route/route.go
 */
export const ignoredConditions: Analyzer = {
  name: 'virtual-service/ignored-conditions',
  codes: ['ignored-condition'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      for (const [index, match] of objectsWithIndex<HttpMatchRequest>(rule.match)) {
        const path = [...field, 'match', index];
        const hasLabels = isObject(match.sourceLabels) && Object.keys(match.sourceLabels).length > 0;
        if (listOf(match.gateways).length > 0 && (hasLabels || textOf(match.sourceNamespace) !== '')) {
          yield {
            code: 'ignored-condition',
            resource,
            field: [...path, hasLabels ? 'sourceLabels' : 'sourceNamespace'],
            message: 'A match with gateways of its own does not look at the source. Leave out gateways where the source matters.',
          };
        }
        if (match.ignoreUriCase === true && textOf(match.uri?.regex) !== '') {
          yield {
            code: 'ignored-condition',
            resource,
            field: [...path, 'ignoreUriCase'],
            message: 'ignoreUriCase has no effect on a regex. Begin the regex with (?i).',
          };
        }
      }
    }
  },
};
