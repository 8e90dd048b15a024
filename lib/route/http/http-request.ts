import { normalizePath, PathNormalization } from '../../model';
import { RequestProtocol, RouteRequest } from '../request';
import { HeaderMap } from './header-map';
import { JwtHeaders } from './jwt-headers';

/** An HTTP request as Envoy's routing sees it: path normalised, scheme known, header names in lower case. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** The path without its query. */
  readonly pathOnly: string;
  /** The Host header as sent. */
  readonly authority: string;
  readonly scheme: 'http' | 'https';
  readonly isGrpc: boolean;
  /** The request's own headers, without pseudo headers. */
  readonly headers: HeaderMap;
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  /** What Envoy prints for `%PROTOCOL%`. */
  readonly protocol: string;
  readonly clientAddress: string | undefined;
}

const GRPC = 'application/grpc';

/** How the proxy reads requests. */
export interface HttpConnectionManager {
  /** True of gateways: what the client says of its own connection is not believed. `useRemoteAddress` */
  readonly isEdge: boolean;
  readonly isTls: boolean;
  readonly pathNormalization: PathNormalization;
  /** How many proxies in front of a gateway are believed. `xff_num_trusted_hops` */
  readonly trustedHops?: number;
  /** Of gateways: what becomes of tokens. */
  readonly jwtHeaders?: JwtHeaders;
}

/**
 * Reads a request as Envoy's connection manager does; undefined for what it refuses with 400.
 * `ConnectionManagerUtility::mutateRequestHeaders`, `maybeNormalizePath`: Envoy 1.36
 * source/common/http/conn_manager_utility.cc. A `#` in the target is refused since Envoy 1.24
 * (`http_reject_path_with_fragment`).
 */
export function readHttpRequest(request: RouteRequest, manager: HttpConnectionManager): HttpRequest | undefined {
  const target = request.path ?? '/';
  if (target.includes('#')) return undefined;
  const path = normalizePath(target, manager.pathNormalization);
  if (path === undefined) return undefined;
  const protocol = request.protocol ?? 'http';
  const headers = HeaderMap.from(request.headers);
  if (protocol === 'grpc' && !headers.first('content-type')?.startsWith(GRPC)) headers.add('content-type', GRPC);
  manager.jwtHeaders?.apply(headers, request.claims);
  const query = path.indexOf('?');
  const contentType = headers.first('content-type') ?? '';
  return {
    method: request.method ?? (protocol === 'grpc' ? 'POST' : 'GET'),
    path,
    pathOnly: query < 0 ? path : path.slice(0, query),
    authority: request.authority ?? request.host,
    scheme: schemeOf(headers, manager),
    isGrpc: contentType === GRPC || contentType.startsWith(`${GRPC}+`),
    clientAddress: request.clientAddress,
    headers,
    claims: manager.jwtHeaders ? manager.jwtHeaders.routingClaims(request.claims) : request.claims,
    protocol: versionOf(protocol),
  };
}

/** A sidecar believes `x-forwarded-proto`; a gateway looks at its own connection unless it has trusted proxies in front. */
function schemeOf(headers: HeaderMap, manager: HttpConnectionManager): 'http' | 'https' {
  const forwarded = manager.isEdge && !manager.trustedHops ? undefined : headers.first('x-forwarded-proto');
  if (forwarded === 'https' || forwarded === 'http') return forwarded;
  return manager.isTls ? 'https' : 'http';
}

function versionOf(protocol: RequestProtocol): string {
  return protocol === 'grpc' || protocol === 'http2' ? 'HTTP/2' : 'HTTP/1.1';
}
