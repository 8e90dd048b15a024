import { HttpMatchRequest, Kind, listOf, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { httpRules } from '../http-rules';

/**
 * Rewrites of a prefix that leave two slashes, or none, where it meets the rest of the path; and those with a query, which
 * is not merged with the request's. `RouteEntryImplBase::finalizePathHeader`, Envoy 1.40 source/common/router/config_impl.cc,
 * cuts the prefix off and puts the text in its place.
 */
export const rewriteSlash: Analyzer = {
  name: 'virtual-service/rewrite-slash',
  codes: ['query-in-rewrite', 'rewrite-double-slash', 'rewrite-glued-path'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      const uri = textOf(rule.rewrite?.uri);
      if (uri === '') continue;
      const path = [...field, 'rewrite', 'uri'];
      if (uri.includes('?')) {
        yield {
          code: 'query-in-rewrite',
          resource,
          field: path,
          message: `The query of "${uri}" is glued to the path: a request with a query of its own then has two "?". Rewrite the path alone.`,
        };
        continue;
      }
      const prefixes = listOf(rule.match).length === 0 ? ['/'] : prefixesOf(rule.match);
      const doubling = prefixes.find((prefix) => !prefix.endsWith('/') && uri.endsWith('/'));
      if (doubling !== undefined) {
        yield {
          code: 'rewrite-double-slash',
          resource,
          field: path,
          message: `"${doubling}/x" becomes "${uri}/x". Give the prefix a slash at its end too, and the exact path a match of its own.`,
        };
      }
      const gluing = prefixes.find((prefix) => prefix.endsWith('/') && !uri.endsWith('/'));
      if (gluing !== undefined) {
        yield {
          code: 'rewrite-glued-path',
          resource,
          field: path,
          message: `"${gluing}x" becomes "${uri}x". End the rewrite with a slash, as the prefix does.`,
        };
      }
    }
  },
};

/** The prefixes that a rule replaces; a match without a path stands for all of them. */
function prefixesOf(matches: readonly HttpMatchRequest[] | undefined): readonly string[] {
  return objectsWithIndex(matches).flatMap(([, { uri }]) => {
    if (uri === undefined || uri === null) return ['/'];
    const prefix = textOf(uri.prefix);
    return prefix === '' ? [] : [prefix];
  });
}
