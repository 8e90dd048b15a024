import { CorsPolicy, objectsIn, stringsIn } from '../../model';
import { parseDuration } from '../duration';
import { HeaderMap } from './header-map';
import { HttpRequest } from './http-request';
import { compileStringMatch, StringMatcher } from './string-matcher';

/** What Envoy's CORS filter does with a request. */
export type CorsVerdict =
  /** Nothing: no origin, or one that is not listed. */
  | { readonly kind: 'none' }
  /** It answers the preflight itself. */
  | { readonly kind: 'preflight'; readonly headers: Readonly<Record<string, string>> }
  /** The request goes on, and the answer gets headers. */
  | { readonly kind: 'actual'; readonly headers: Readonly<Record<string, string>> };

/**
 * A rule's CORS policy. `TranslateCORSPolicy`, istio 1.30.3 pilot/pkg/networking/core/route/route.go;
 * `CorsFilter`, Envoy 1.36 source/extensions/filters/http/cors/cors_filter.cc
 */
export class Cors {
  private readonly origins: readonly StringMatcher[];
  private readonly allowMethods: string;
  private readonly allowHeaders: string;
  private readonly exposeHeaders: string;
  private readonly maxAge: string | undefined;
  private readonly forwardsUnmatched: boolean;

  public constructor(private readonly policy: CorsPolicy) {
    const origins = policy.allowOrigins ? objectsIn(policy.allowOrigins) : stringsIn(policy.allowOrigin).map((exact) => ({ exact }));
    this.origins = origins.map(compileStringMatch);
    this.allowMethods = stringsIn(policy.allowMethods).join(',');
    this.allowHeaders = stringsIn(policy.allowHeaders).join(',');
    this.exposeHeaders = stringsIn(policy.exposeHeaders).join(',');
    const maxAge = parseDuration(policy.maxAge);
    this.maxAge = maxAge === undefined ? undefined : String(Math.floor(maxAge / 1e9));
    this.forwardsUnmatched = policy.unmatchedPreflights !== 'IGNORE';
  }

  public judge(request: HttpRequest): CorsVerdict {
    const origin = request.headers.first('origin');
    if (!origin) return { kind: 'none' };
    const requestedMethod = request.headers.first('access-control-request-method');
    const isPreflight = request.method === 'OPTIONS' && !!requestedMethod;
    const isListed = this.origins.some(({ matches }) => matches(origin)) || this.listsAll;
    if (!isListed && !(isPreflight && !this.forwardsUnmatched)) return { kind: 'none' };
    const headers: Record<string, string> = isListed ? { 'access-control-allow-origin': origin } : {};
    if (this.policy.allowCredentials) headers['access-control-allow-credentials'] = 'true';
    if (isPreflight) {
      if (this.allowMethods !== '')
        headers['access-control-allow-methods'] = this.allowMethods === '*' ? requestedMethod : this.allowMethods;
      const requestedHeaders = request.headers.first('access-control-request-headers') ?? '';
      if (this.allowHeaders !== '')
        headers['access-control-allow-headers'] = this.allowHeaders === '*' ? requestedHeaders : this.allowHeaders;
      if (this.maxAge !== undefined) headers['access-control-max-age'] = this.maxAge;
    }
    if (isListed && this.exposeHeaders !== '') headers['access-control-expose-headers'] = this.exposeHeaders;
    return { kind: isPreflight ? 'preflight' : 'actual', headers };
  }

  /** The origin `*` lists all: Envoy treats that exact string as a wildcard. `CorsFilter::isOriginAllowed` */
  private get listsAll(): boolean {
    return objectsIn(this.policy.allowOrigins).some(({ exact }) => exact === '*') || stringsIn(this.policy.allowOrigin).includes('*');
  }
}

/** Adds what the filter adds to an answer. */
export function addCorsHeaders(verdict: CorsVerdict, headers: HeaderMap): void {
  if (verdict.kind !== 'actual') return;
  for (const [name, value] of Object.entries(verdict.headers)) headers.set(name, value);
}
