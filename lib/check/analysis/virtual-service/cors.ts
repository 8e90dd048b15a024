import { isObject, Kind, listOf, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { httpRules } from '../http-rules';

/**
 * CORS that can't work: on a rule that answers itself it is not applied, and of a rule for certain methods the browser's
 * OPTIONS request, asked first, sees nothing. `ApplyRedirect`, `ApplyDirectResponse`, istio 1.30.3
 * pilot/pkg/networking/core/route/route.go, replace the action; `CorsFilter`, Envoy 1.40
 * source/extensions/filters/http/cors/cors_filter.cc
 */
export const cors: Analyzer = {
  name: 'virtual-service/cors',
  codes: ['cors-without-effect', 'cors-without-preflight'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      if (!isObject(rule.corsPolicy)) continue;
      if (isObject(rule.redirect) || isObject(rule.directResponse)) {
        yield {
          code: 'cors-without-effect',
          resource,
          field: [...field, 'corsPolicy'],
          message: 'A rule that redirects or answers itself does not apply its corsPolicy. Move the policy to a rule with a route.',
        };
        continue;
      }
      const matches = listOf(rule.match);
      const isDeaf = matches.length > 0 && matches.every((match) => /^(?!OPTIONS$)[A-Z]+$/.test(textOf(match?.method?.exact)));
      if (!isDeaf || takesOptionsElsewhere(resource.spec.http)) continue;
      yield {
        code: 'cors-without-preflight',
        resource,
        field: [...field, 'corsPolicy'],
        message: 'Browsers first ask by OPTIONS, which this rule does not match, so its corsPolicy never answers them. Match OPTIONS too.',
      };
    }
  },
};

/** True when some rule with a CORS policy answers OPTIONS. */
function takesOptionsElsewhere(
  rules: readonly { readonly match?: readonly object[]; readonly corsPolicy?: object }[] | undefined,
): boolean {
  return listOf(rules).some(
    (rule) =>
      isObject(rule?.corsPolicy) &&
      (listOf(rule.match).length === 0 ||
        listOf(rule.match).some((match) => {
          const method = (match as { method?: { exact?: string } } | null)?.method;
          return !isObject(method) || textOf(method.exact) === 'OPTIONS' || textOf(method.exact) === '';
        })),
  );
}
