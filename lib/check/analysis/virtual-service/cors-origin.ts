import { CorsPolicy, isObject, Kind, StringMatch, stringsIn, textOf } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { httpRules } from '../http-rules';

/**
 * Origins of a CORS policy that no browser sends, and policies that let the scripts of every site act in a visitor's name:
 * what fits `*` allows all origins, and Envoy answers with the one that asks.
 * `CorsFilter::isOriginAllowed`, Envoy 1.40 source/extensions/filters/http/cors/cors_filter.cc; `TranslateCORSPolicy`,
 * istio 1.30.3 pilot/pkg/networking/core/route/route.go; an origin's form is RFC 6454, 6.2
 */
export const corsOrigin: Analyzer = {
  name: 'virtual-service/cors-origin',
  codes: ['credentials-for-any-origin', 'origin-never-matches'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      if (!isObject(rule.corsPolicy)) continue;
      for (const [path, origin] of originsOf(rule.corsPolicy)) {
        const place = [...field, 'corsPolicy', ...path];
        if (rule.corsPolicy.allowCredentials === true && isAny(origin)) {
          yield {
            code: 'credentials-for-any-origin',
            resource,
            field: place,
            message:
              'Every site may send requests with its visitor’s cookies here and read the answers. List the origins, or leave allowCredentials out.',
          };
        }
        const form = formOf(textOf(origin.exact));
        if (form === undefined) continue;
        yield {
          code: 'origin-never-matches',
          resource,
          field: place,
          message: `No browser sends "${textOf(origin.exact)}" as Origin: it is scheme://host, in small letters, with a port only where it is not the default. Write ${form}.`,
        };
      }
    }
  },
};

/** The origins of a policy; the older list counts where the newer is not given. */
function originsOf({ allowOrigins, allowOrigin }: CorsPolicy): readonly (readonly [FieldPath, StringMatch])[] {
  if (Array.isArray(allowOrigins))
    return objectsWithIndex(allowOrigins).map(([index, origin]) => [['allowOrigins', index], origin] as const);
  return stringsIn(allowOrigin).map((exact, index) => [['allowOrigin', index], { exact }] as const);
}

function isAny({ exact, prefix, regex }: StringMatch): boolean {
  if (exact === '*' || regex === '.*' || regex === '.+') return true;
  return (
    typeof prefix === 'string' && ['*', 'http', 'https', 'http:', 'https:', 'http://', 'https://', 'http:/', 'https:/'].includes(prefix)
  );
}

/** How an origin should be written; undefined for one that is right, or no text of that kind. */
function formOf(origin: string): string | undefined {
  if (origin === '' || origin === '*' || origin === 'null') return undefined;
  const parts = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?([^/?#]+)/.exec(origin);
  // Of a scheme without host, as `file://`, there is nothing to mend.
  if (!parts || (parts[1] === undefined && origin.includes('://'))) return undefined;
  const scheme = (parts[1] ?? 'https').toLowerCase();
  const host = parts[2]!.toLowerCase().replace(scheme === 'https' ? /:443$/ : scheme === 'http' ? /:80$/ : /$^/, '');
  const form = `${scheme}://${host}`;
  return form === origin ? undefined : form;
}
