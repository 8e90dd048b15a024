import { HttpMatchRequest, Kind, normalizePath, PathNormalization, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { httpRules } from '../http-rules';

/**
 * Path matches that no path fits, for Envoy brings paths into one form first: each begins with a slash, has no `.` and
 * `..`, nothing encoded that need not be, and all encoded that must be. What has a `?` is left to `query-in-path-match`.
 * `PathUtil::canonicalPath`, Envoy 1.40 source/common/http/path_utility.cc; `buildHTTPConnectionManager`, istio 1.30.3
 * pilot/pkg/networking/core/listener_builder.go
 */
export const pathForm: Analyzer = {
  name: 'virtual-service/path-form',
  codes: ['path-never-matches'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    const normalization = context.model.meshConfig.pathNormalization?.normalization;
    for (const { resource, rule, field } of httpRules(context)) {
      for (const [index, { uri }] of objectsWithIndex<HttpMatchRequest>(rule.match)) {
        for (const kind of ['exact', 'prefix'] as const) {
          const path = textOf(uri?.[kind]);
          const reason = path === '' || path.includes('?') ? undefined : problemOf(path, kind, normalization);
          if (reason === undefined) continue;
          yield {
            code: 'path-never-matches',
            resource,
            field: [...field, 'match', index, 'uri', kind],
            message: `No path fits "${path}": ${reason}`,
          };
        }
      }
    }
  },
};

function problemOf(path: string, kind: 'exact' | 'prefix', normalization: PathNormalization | undefined): string | undefined {
  // The one request target that is no path, of OPTIONS.
  if (path === '*') return undefined;
  if (!path.startsWith('/')) return `all paths begin with a slash. Write "/${path}".`;
  if (path.includes('#')) return 'what follows a # is no part of a request. Leave it out.';
  // What a prefix ends in may go on, as `/..` in `/..a` or `%4` in `%40`.
  const whole = kind === 'exact' ? path : path.replace(/(?:\/\.{1,2}|%2e|%[0-9a-f]?)$/i, '');
  if (/\{[^/]*\}/.test(whole)) return 'braces stand for themselves, not for any segment. Use a regex, as in /users/[^/]+.';
  const form = whole === '' ? whole : normalizePath(whole, normalization);
  if (form === undefined || form === whole) return undefined;
  return `Envoy brings paths into one form first, in which this one is "${form}". Write it so.`;
}
