import { HttpRedirect } from '../../model';
import { HttpRequest } from './http-request';

/** A redirect as Envoy holds it. */
export interface RedirectAction {
  readonly host: string;
  readonly path: string;
  readonly scheme: string;
  /** 0: none. */
  readonly port: number;
  readonly code: number;
}

/** Codes that Envoy can answer with; any other leaves a route without action, and Envoy refuses the configuration. */
const CODES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * What a rule's redirect asks for; undefined for a code that Envoy does not know.
 * `ApplyRedirect`, istio 1.30.3 pilot/pkg/networking/core/route/route.go
 */
export function toRedirectAction(redirect: HttpRedirect, listenPort: number, isTls: boolean): RedirectAction | undefined {
  const code = redirect.redirectCode || 301;
  if (!CODES.has(code)) return undefined;
  const written = redirect.port ?? (redirect.derivePort === 'FROM_REQUEST_PORT' ? listenPort : 0);
  const scheme = redirect.scheme || (isTls ? 'https' : 'http');
  const isDefault = (written === 80 && scheme === 'http') || (written === 443 && scheme === 'https');
  return { host: redirect.authority ?? '', path: redirect.uri ?? '', scheme: redirect.scheme ?? '', port: isDefault ? 0 : written, code };
}

/** The `Location` of a redirect. `newUri`, Envoy 1.36 source/common/http/utility.cc */
export function locationOf(action: RedirectAction, request: HttpRequest): string {
  const scheme = action.scheme || request.scheme;
  const port = action.port === 0 ? '' : `:${action.port}`;
  const host = action.host || hostOf(request, scheme, port !== '');
  return `${scheme}://${host}${port}${pathOf(action, request)}`;
}

/** The request's own URL on the other scheme: what a server's `httpsRedirect` answers. `createSslRedirectPath` */
export function httpsLocationOf(request: HttpRequest): string {
  return `https://${request.authority}${request.path}`;
}

/** The request's own URL. */
export function ownLocationOf(request: HttpRequest): string {
  return `${request.scheme}://${request.authority}${request.path}`;
}

/** The request's query goes along unless the new path has its own. */
function pathOf(action: RedirectAction, request: HttpRequest): string {
  const query = request.path.indexOf('?');
  const carried = query < 0 || action.path.includes('?') ? '' : request.path.slice(query);
  const path = action.path === '' ? request.path : action.path + carried;
  return path.startsWith('/') ? path : `/${path}`;
}

/**
 * The request's host. Its port goes if there is a new one, or if the scheme changes and it was the old one's default.
 * `processRequestHost`
 */
function hostOf(request: HttpRequest, scheme: string, hasNewPort: boolean): string {
  const { authority } = request;
  const colon = authority.startsWith('[') ? authority.lastIndexOf(']:') + 1 : authority.lastIndexOf(':');
  if (colon <= 0) return authority;
  const port = authority.slice(colon + 1);
  const wasDefault =
    scheme !== request.scheme && ((request.scheme === 'https' && port === '443') || (request.scheme === 'http' && port === '80'));
  return hasNewPort || wasDefault ? authority.slice(0, colon) : authority;
}
