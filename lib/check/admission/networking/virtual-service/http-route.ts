import { DURATION, list, message, optional, type Read, STRING, UINT32 } from '../../decode';
import type { Spot } from '../../spot';
import { checkDuration } from '../../value/duration';
import { checkMirrorPercentage, PERCENT } from '../../value/percent';
import { checkCorsPolicy, CORS_POLICY } from './cors-policy';
import { checkDestination, checkRouteDestinations, DESTINATION, HTTP_ROUTE_DESTINATIONS } from './destination';
import { checkAuthorityIsSetOnce, checkHeaders, HEADERS } from './headers';
import { checkHttpDirectResponse, HTTP_DIRECT_RESPONSE } from './http-direct-response';
import { checkHttpFault, HTTP_FAULT_INJECTION } from './http-fault';
import { checkHttpMatch, HTTP_MATCH_REQUEST } from './http-match';
import { checkHttpMirrors, HTTP_MIRROR_POLICY } from './http-mirror';
import { checkHttpRedirect, HTTP_REDIRECT } from './http-redirect';
import { checkHttpRetry, HTTP_RETRY } from './http-retry';
import { checkHttpRewrite, HTTP_REWRITE } from './http-rewrite';

/** networking/v1alpha3 `HTTPRoute` */
export const HTTP_ROUTE = message({
  name: STRING,
  match: list(HTTP_MATCH_REQUEST),
  route: HTTP_ROUTE_DESTINATIONS,
  redirect: optional(HTTP_REDIRECT),
  directResponse: optional(HTTP_DIRECT_RESPONSE),
  delegate: optional(message({ name: STRING, namespace: STRING })),
  rewrite: optional(HTTP_REWRITE),
  timeout: optional(DURATION),
  retries: optional(HTTP_RETRY),
  fault: optional(HTTP_FAULT_INJECTION),
  mirror: optional(DESTINATION),
  mirrors: list(HTTP_MIRROR_POLICY),
  mirrorPercent: optional(UINT32),
  mirrorPercentage: optional(PERCENT),
  corsPolicy: optional(CORS_POLICY),
  headers: optional(HEADERS),
});

export type HttpRoute = Read<typeof HTTP_ROUTE>;

/** What a route of a VirtualService is part of. */
export interface RouteOwner {
  /** True of a VirtualService without hosts, to which others delegate. */
  readonly isDelegate: boolean;
  /** True of what istiod makes of Gateway API routes; its destinations are not looked at. */
  readonly ofGatewayApi: boolean;
}

/** One rule for HTTP. `validateHTTPRoute`, istio 1.30.3 pkg/config/validation/virtualservice.go */
export function checkHttpRoute(route: HttpRoute, owner: RouteOwner, spot: Spot): void {
  checkConflicts(route, owner, spot);
  for (const [index, match] of route.match.entries()) checkHttpMatch(match, spot.at('match').at(index));
  checkHeaders(route.headers, spot.at('headers'));
  checkCorsPolicy(route.corsPolicy, spot.at('corsPolicy'));
  checkHttpFault(route.fault, spot.at('fault'));
  if (route.mirrorPercent !== undefined) {
    const at = spot.at('mirrorPercent');
    if (route.mirrorPercent > 100) at.error(`${route.mirrorPercent} is not a percentage: use mirrorPercentage, from 0 to 100.`);
    at.warn('mirrorPercent is deprecated: use mirrorPercentage.');
  }
  checkMirrorPercentage(route.mirrorPercentage, spot.at('mirrorPercentage'));
  checkDestination(route.mirror, spot.at('mirror'));
  checkHttpMirrors(route.mirrors, spot.at('mirrors'));
  checkHttpRedirect(route.redirect, spot.at('redirect'));
  checkHttpDirectResponse(route.directResponse, spot.at('directResponse'));
  checkHttpRetry(route.retries, spot.at('retries'));
  checkHttpRewrite(route.rewrite, spot.at('rewrite'));
  checkAuthorityIsSetOnce(route.rewrite?.authority ?? '', route.headers, spot.at('headers'));
  checkRouteDestinations(route.route, spot.at('route'), owner.ofGatewayApi);
  checkDuration(route.timeout, spot.at('timeout'));
}

/** What excludes what. `validateHTTPRouteConflict` */
function checkConflicts(route: HttpRoute, { isDelegate }: RouteOwner, spot: Spot): void {
  if (!isDelegate && route.delegate) {
    if (route.redirect) spot.at('redirect').error('A route that delegates cannot redirect: keep delegate or redirect.');
    if (route.route.length > 0) spot.at('route').error('A route that delegates has no destinations: keep delegate or route.');
    return;
  }
  if (route.delegate) spot.at('delegate').error('A VirtualService without hosts is delegated to and cannot delegate: add hosts, or route.');
  const answer = route.redirect ? 'redirect' : route.directResponse ? 'directResponse' : undefined;
  if (answer) {
    for (const [field, isSet] of [
      ['route', route.route.length > 0],
      ['fault', route.fault],
      ['rewrite', route.rewrite],
      ['directResponse', answer === 'redirect' && route.directResponse],
    ] as const) {
      if (isSet) spot.at(field).error(`${field} and ${answer} exclude each other: keep one.`);
    }
  } else if (route.route.length === 0) {
    spot.error('The rule says not what to do: give it a route, redirect, directResponse or delegate.');
  }
  if (route.mirror && route.mirrors.length > 0) spot.at('mirror').error('mirror and mirrors exclude each other: use mirrors.');
}
