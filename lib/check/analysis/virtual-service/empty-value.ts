import { HttpMatchRequest, isObject, Kind, StringMatch } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { httpRules } from '../http-rules';

/**
 * Matches of a header or query parameter by the empty text: they ask for one that is there and empty, not for one that is
 * absent; in `withoutHeaders` for one that is there and not empty.
 * `HeaderUtility::HeaderDataExactMatch`, Envoy 1.40 source/common/http/header_utility.h; `treat_missing_header_as_empty`
 * of `translateHeaderMatch`, istio 1.30.3 pilot/pkg/networking/core/route/route.go
 */
export const emptyValue: Analyzer = {
  name: 'virtual-service/empty-value',
  codes: ['empty-exact-match'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      for (const [index, match] of objectsWithIndex<HttpMatchRequest>(rule.match)) {
        for (const map of ['headers', 'withoutHeaders', 'queryParams'] as const) {
          const values = match[map];
          if (!isObject(values)) continue;
          for (const [name, value] of Object.entries<StringMatch | null>(values)) {
            if (value?.exact !== '') continue;
            yield {
              code: 'empty-exact-match',
              resource,
              field: [...field, 'match', index, map, name, 'exact'],
              message: MESSAGES[map](name),
            };
          }
        }
      }
    }
  },
};

const MESSAGES = {
  headers: (name: string) =>
    `This asks for a header "${name}" that is there and empty. Write "${name}: {}" for one that is there, or list it in withoutHeaders for one that is not.`,
  withoutHeaders: (name: string) =>
    `This asks for a header "${name}" that is there and not empty. Write "${name}: {}" for one that is not there.`,
  queryParams: (name: string) => `This asks for a parameter "${name}" that is there and empty. Write "${name}: {}" for one that is there.`,
};
