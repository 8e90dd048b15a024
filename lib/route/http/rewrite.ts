import { HttpRewrite, textOf } from '../../model';
import { Regex } from './regex';
import { PathMatch } from './route-match';

/**
 * The path that the upstream gets. With a prefix match the prefix is replaced, else the whole path; the query stays. A
 * regex rewrite replaces every occurrence in the path.
 * `applyHTTPRouteDestination`, istio 1.30.3 pilot/pkg/networking/core/route/route.go;
 * `RouteEntryImplBase::finalizePathHeader`, Envoy 1.36 source/common/router/config_impl.cc
 */
export function rewritePath(path: string, rewrite: HttpRewrite | undefined, match: PathMatch): string {
  if (!rewrite) return path;
  const query = path.indexOf('?');
  const pathOnly = query < 0 ? path : path.slice(0, query);
  const rest = query < 0 ? '' : path.slice(query);
  if (rewrite.uriRegexRewrite) {
    const regex = Regex.of(textOf(rewrite.uriRegexRewrite.match));
    return regex ? regex.replaceAll(pathOnly, textOf(rewrite.uriRegexRewrite.rewrite)) + rest : path;
  }
  if (!rewrite.uri) return path;
  return match.kind === 'prefix' ? rewrite.uri + path.slice(match.prefix.length) : rewrite.uri + rest;
}
