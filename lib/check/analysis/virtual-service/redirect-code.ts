import { Kind } from '../../../model';
import { Analyzer } from '../analyzer';
import { httpRules } from '../http-rules';

const KNOWN: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Redirects by a code that the webhook takes and istiod has no action for: Envoy then refuses all routes of the port.
 * `ApplyRedirect`, istio 1.30.3 pilot/pkg/networking/core/route/route.go; `validateHTTPRedirect` takes 300 to 399.
 */
export const redirectCode: Analyzer = {
  name: 'virtual-service/redirect-code',
  codes: ['redirect-code-refused'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      const code = rule.redirect?.redirectCode;
      if (typeof code !== 'number' || code < 300 || code > 399 || KNOWN.has(code)) continue;
      yield {
        code: 'redirect-code-refused',
        resource,
        field: [...field, 'redirect', 'redirectCode'],
        message: `Envoy has no redirect by ${code}, and refuses all routes of this port with it, also those of other hosts. Use 301, 302, 303, 307 or 308.`,
      };
    }
  },
};
