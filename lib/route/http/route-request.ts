import { leave } from '../beyond';
import { AbortDecision, BadRequestDecision, ClientResponse, Decision, NotFoundDecision, RuleDecision } from '../decision';
import { ProxyState } from '../proxy-state';
import { partsOfHttp } from '../parts';
import { isCounting, reach } from '../reach';
import { RouteRequest } from '../request';
import { Trace } from '../trace';
import { RouteConfiguration, VirtualHost } from '../virtualhost/route-configuration';
import { traceVirtualServices } from '../virtualhost/trace-candidates';
import { Cors, CorsVerdict } from './cors';
import { httpToGrpcStatus } from './fault';
import { contextOf, forward } from './forward';
import { HeaderMap } from './header-map';
import { HeaderParser } from './header-operations';
import { HttpRequest, readHttpRequest } from './http-request';
import { HttpRouteEntry } from './http-route';
import { httpsLocationOf, locationOf, ownLocationOf } from './redirect';
import { failingCondition } from './route-match';
import { placeOfMatch } from './rule-place';
import { traceLeftOf } from './trace-left';

const NO_CORS: CorsVerdict = { kind: 'none' };

/**
 * Routes one HTTP request by a route configuration: virtual host, then its routes in order, then what the filters of
 * the route say, faults before CORS.
 * `RouteMatcher`, `VirtualHostImpl::getRouteFromEntries`: Envoy 1.36 source/common/router/config_impl.cc
 */
export function routeHttp(
  state: ProxyState,
  routes: RouteConfiguration,
  request: RouteRequest,
  isTls: boolean,
  trace: Trace | undefined,
): Decision {
  const isEdge = state.proxy.type === 'router';
  const { pathNormalization: normalization, defaultConfig } = state.push.model.meshConfig;
  const pathNormalization = normalization?.normalization ?? 'DEFAULT';
  const trustedHops = defaultConfig?.gatewayTopology?.numTrustedProxies ?? 0;
  const http = readHttpRequest(request, { isEdge, isTls, pathNormalization, jwtHeaders: state.jwtHeaders, trustedHops });
  if (!http) return { outcome: 'badRequest', response: { status: 400 } } satisfies BadRequestDecision;
  const virtualHost = routes.find(http.authority);
  if (trace) {
    traceVirtualHosts(trace, routes, virtualHost, http);
    traceVirtualServices(trace, state, routes, virtualHost, http.authority);
  }
  const place = { routeConfig: routes.name, ...(virtualHost && { virtualHost: virtualHost.name }) };
  if (!virtualHost) return { ...notFound(http), ...place };
  if (virtualHost.catchAll === 'passthrough') {
    const { method, path, authority } = http;
    return { ...leave(state, { method, path, authority }, trace), ...place };
  }
  if (virtualHost.catchAll === 'blocked') return { outcome: 'blocked', response: local(http, 502), ...place };
  if (virtualHost.requiresTls && http.scheme !== 'https') {
    const response = { ...local(http, 301), location: httpsLocationOf(http) };
    return { outcome: 'redirect', response, httpsRedirect: true, ...place };
  }
  if (trace) traceLeft(trace, virtualHost);
  const entry = findRoute(virtualHost, http, trace);
  if (!entry) return { ...notFound(http), ...place };
  if (isCounting() && entry.rule) reach(partsOfHttp(entry.rule, entry.matchRequest));
  return Object.assign(routeBy(state, entry, http, request, trace), place);
}

function findRoute(virtualHost: VirtualHost, request: HttpRequest, trace: Trace | undefined): HttpRouteEntry | undefined {
  for (const entry of virtualHost.routes) {
    const failing = failingCondition(entry.match, request);
    if (trace) {
      const candidate = entry.virtualService ? `${entry.virtualService.key} ${entry.name}` : entry.name;
      const place = entry.rule && placeOfMatch(entry.rule, entry.matchRequest, failing?.path);
      if (failing) {
        const reason = `${failing.field}: want ${failing.want}, got ${failing.got(request)}`;
        trace.passed('route', candidate, reason, place?.resource, place?.field);
      } else {
        trace.taken('route', candidate, reasonFor(entry), place?.resource, place?.field);
      }
    }
    if (!failing) return entry;
  }
  return undefined;
}

function reasonFor({ match }: HttpRouteEntry): string {
  return match.conditions.length === 0 ? 'takes everything' : match.conditions.map(({ field, want }) => `${field}: ${want}`).join(', ');
}

function routeBy(state: ProxyState, entry: HttpRouteEntry, http: HttpRequest, request: RouteRequest, trace: Trace | undefined): Decision {
  const { effect } = entry;
  const { fault, action, named: rule } = effect;
  if (!action) throw new Error(`${entry.name} has no action, so its configuration should have been refused`);
  const { abort } = fault ?? {};
  if (abort && abort.percent >= 100 && action.kind === 'forward') return { outcome: 'abort', response: aborted(http, abort), ...rule };
  switch (action.kind) {
    case 'redirect': {
      const response = respond(http, action.redirect.code, { location: locationOf(action.redirect, http) }, action.response);
      return { outcome: 'redirect', response, ...rule };
    }
    case 'directResponse': {
      const { status } = action;
      const location = status === 201 || (status >= 300 && status < 400) ? ownLocationOf(http) : undefined;
      const isBodiless = !http.isGrpc && (status === 204 || status === 304 || http.method === 'HEAD');
      const body = isBodiless ? undefined : action.body;
      return { outcome: 'directResponse', response: respond(http, status, { location, body }, action.response), ...rule };
    }
    case 'forward': {
      const cors = judgeCors(effect.cors, http);
      if (cors.kind === 'preflight') {
        const { fault: _fault, ...named } = rule;
        return { outcome: 'corsPreflight', response: { status: 200, headers: cors.headers }, ...named };
      }
      return forward(state, entry, action, http, cors, request.upstream, trace);
    }
  }
}

function judgeCors(cors: Cors | undefined, request: HttpRequest): CorsVerdict {
  return cors?.judge(request) ?? NO_CORS;
}

function notFound(request: HttpRequest): NotFoundDecision {
  return { outcome: 'notFound', response: local(request, 404) };
}

/** A status that Envoy itself answers with; of a gRPC request it becomes a gRPC status. `sendLocalReply`, Envoy 1.36 source/common/http/utility.cc */
function local(request: HttpRequest, status: number): ClientResponse {
  return request.isGrpc ? { status: 200, grpcStatus: httpToGrpcStatus(status) } : { status };
}

/** `FaultFilter::abortWithStatus`, Envoy 1.36 source/extensions/filters/http/fault/fault_filter.cc */
function aborted(request: HttpRequest, abort: NonNullable<NonNullable<RuleDecision['fault']>['abort']>): AbortDecision['response'] {
  if (abort.httpStatus !== undefined) return local(request, abort.httpStatus);
  return request.isGrpc ? { status: 200, grpcStatus: abort.grpcStatus } : { status: 200 };
}

/** An answer of Envoy's own that a rule's response operations apply to. */
function respond(
  request: HttpRequest,
  status: number,
  parts: { location?: string; body?: string },
  operations: HeaderParser | undefined,
): ClientResponse {
  const headers = HeaderMap.from(parts.location === undefined ? {} : { location: parts.location });
  operations?.apply(headers, contextOf(request, request.headers, headers, status, undefined));
  const location = headers.first('location');
  headers.remove('location');
  const changed = Object.fromEntries(headers.entries());
  return {
    ...local(request, status),
    ...(location !== undefined && { location }),
    ...(parts.body && (request.isGrpc ? { grpcMessage: parts.body } : { body: parts.body })),
    ...(Object.keys(changed).length > 0 && { headers: changed }),
  };
}

function traceVirtualHosts(trace: Trace, routes: RouteConfiguration, chosen: VirtualHost | undefined, request: HttpRequest): void {
  if (chosen) trace.taken('virtualHost', chosen.name, `host ${request.authority} is one of ${chosen.domains.join(', ')}`);
  else trace.passed('virtualHost', routes.name, `none of its ${routes.virtualHosts.length} virtual hosts has ${request.authority}`);
}

/** What of the VirtualServices behind a host never got to this proxy. */
function traceLeft(trace: Trace, virtualHost: VirtualHost): void {
  for (const { virtualService, pruned } of virtualHost.left ?? []) traceLeftOf(trace, virtualService, pruned);
}
