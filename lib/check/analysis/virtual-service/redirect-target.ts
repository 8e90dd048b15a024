import { Kind, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { httpRules } from '../http-rules';

/**
 * Redirects whose Location is another than it looks: a URL taken as a path, a port given twice, and answers of 3xx that
 * lead back to where they came from. `ApplyRedirect`, istio 1.30.3 pilot/pkg/networking/core/route/route.go;
 * `newUri`, Envoy 1.40 source/common/router/config_impl.cc; `SslRedirectRoute` and direct responses in router.cc
 */
export const redirectTarget: Analyzer = {
  name: 'virtual-service/redirect-target',
  codes: ['redirect-to-itself', 'redirect-with-two-ports', 'url-as-redirect-path'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      const { redirect, directResponse } = rule;
      const uri = textOf(redirect?.uri);
      if (/^https?:\/\//i.test(uri)) {
        yield {
          code: 'url-as-redirect-path',
          resource,
          field: [...field, 'redirect', 'uri'],
          message: `"${uri}" is taken as a path of the same host. Give scheme, authority and uri each in its field.`,
        };
      }
      if (/:\d+$/.test(textOf(redirect?.authority)) && typeof redirect?.port === 'number') {
        yield {
          code: 'redirect-with-two-ports',
          resource,
          field: [...field, 'redirect', 'port'],
          message: `The port comes after the one in "${textOf(redirect.authority)}", which makes it no URL. Give it in one of them.`,
        };
      }
      const status = directResponse?.status;
      if (typeof status === 'number' && status >= 300 && status < 400 && status !== 304) {
        yield {
          code: 'redirect-to-itself',
          resource,
          field: [...field, 'directResponse', 'status'],
          message: `Envoy adds the request's own URL as Location to a ${status}, so clients come back for ever. Use redirect to lead elsewhere.`,
        };
      }
    }
  },
};
