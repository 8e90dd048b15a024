import type { Duration } from 'cdk8s';
import type { Manifest } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecHttp, VirtualServiceSpecHttpRewrite } from '../../imports/networking.istio.io';
import { renderDuration } from '../render/duration';
import { checkMadeBy, Complaint, listOf, madeBy, renderString, structOf } from '../render/values';
import { CorsPolicy, renderCorsPolicy } from './cors-policy';
import { IDelegate, renderDelegate } from './delegate-ref';
import { IDestination, renderRouteDestinations } from './destination';
import { DirectResponse, renderDirectResponse } from './direct-response';
import { HttpFault, renderHttpFault } from './http-fault';
import { HttpHeaders, isAuthorityHeader, renderHttpHeaders } from './http-headers';
import { HttpMatch, renderHttpMatch } from './http-match';
import { HttpMirror, placeMirrors, renderHttpMirrors, Use } from './http-mirror';
import { HttpRedirect, renderHttpRedirect } from './http-redirect';
import { HttpRetry, renderHttpRetry } from './http-retry';
import { HttpRewrite } from './http-rewrite';

/** What every HTTP route can say. */
export interface HttpRouteMatchOptions {
  /** Name of the route, shown in access logs and by `istioctl`. @default - none */
  readonly name?: string;
  /** Conditions, one of which must hold. @default - every request */
  readonly match?: HttpMatch[];
  /** Header operations. Responses that the proxy makes itself have them too. @default - none */
  readonly headers?: HttpHeaders;
}

/** What a route that forwards requests, or leaves that to a delegate, can say beside. */
export interface HttpRouteOptions extends HttpRouteMatchOptions {
  /** @default - requests are forwarded as they are */
  readonly rewrite?: HttpRewrite;
  /** Time for the whole request, retries included: whole milliseconds, 1 or more. @default - none */
  readonly timeout?: Duration;
  /** @default - the mesh's, else Istio's: 2 attempts, see `HttpRetry` */
  readonly retries?: HttpRetry;
  /** @default - none */
  readonly fault?: HttpFault;
  /** @default - none */
  readonly mirrors?: HttpMirror[];
  /** @default - none */
  readonly corsPolicy?: CorsPolicy;
}

/**
 * One rule for HTTP requests. Of a VirtualService's rules the first whose match fits decides.
 *
 * A rule does one of four things, each with a factory that takes only what goes with it. What is wrong
 * in a rule is refused by the VirtualService that takes it, which knows its own path.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute
 */
export class HttpRoute {
  /** Forwards requests: all to a single destination, or shared out by weight among several. */
  public static to(destinations: IDestination[], options: HttpRouteOptions = {}): HttpRoute {
    return new HttpRoute((place, use) => {
      const rendered = renderOptions(options, place, use);
      rendered.route = renderRouteDestinations(destinations, place.at('route'));
      return rendered;
    });
  }

  /** Sends the client elsewhere. */
  public static redirect(redirect: HttpRedirect, options: HttpRouteMatchOptions = {}): HttpRoute {
    return new HttpRoute((place) => {
      const rendered = renderRedirectOptions(options, place);
      refuseSecondAuthority(rendered, place);
      rendered.redirect = renderHttpRedirect(redirect, place.at('redirect'));
      return rendered;
    });
  }

  /** Answers in place of a destination. */
  public static respond(response: DirectResponse, options: HttpRouteMatchOptions = {}): HttpRoute {
    return new HttpRoute((place) => {
      const rendered = renderResponseOptions(options, place);
      refuseSecondAuthority(rendered, place);
      rendered.directResponse = renderDirectResponse(response, place.at('directResponse'));
      return rendered;
    });
  }

  /**
   * Leaves requests to the rules of another VirtualService, made by `VirtualService.delegate`. What is
   * set here holds where the delegate's rules say nothing of it.
   */
  public static delegate(delegate: IDelegate, options: HttpRouteOptions = {}): HttpRoute {
    return new HttpRoute((place) => {
      const rendered = renderOptions(options, place, 'merged');
      rendered.delegate = renderDelegate(delegate, place.at('delegate'));
      return rendered;
    });
  }

  private constructor(private readonly render: (place: Place, use?: Use) => Manifest<VirtualServiceSpecHttp>) {}

  /**
   * @param use what a delegate's rules do not say, istiod takes from those that delegate
   * @internal
   */
  public _render(place: Place, use?: Use): Manifest<VirtualServiceSpecHttp> {
    return this.render(place, use);
  }
}

/** @internal */
export function renderHttpRoute(route: HttpRoute, place: Place, use?: Use): Manifest<VirtualServiceSpecHttp> {
  checkMadeBy('HttpRoute', 'to([destination])', route, place);
  return route._render(place, use);
}

const renderRewrite = madeBy<Manifest<VirtualServiceSpecHttpRewrite>>('HttpRewrite', 'uri("/")');

const MATCH_FIELDS = { name: renderString, match: listOf(renderHttpMatch), headers: renderHttpHeaders };

/** A field that another kind of rule may have. */
function doesNotGoWith(action: string): Complaint {
  return { problem: `does not go with ${action}`, remedy: 'remove it, or make the rule with the factory of HttpRoute that takes it' };
}

const renderRedirectOptions = structOf<HttpRouteMatchOptions, Manifest<VirtualServiceSpecHttp>>(
  'HttpRouteMatchOptions',
  MATCH_FIELDS,
  doesNotGoWith('a redirect'),
);

const renderResponseOptions = structOf<HttpRouteMatchOptions, Manifest<VirtualServiceSpecHttp>>(
  'HttpRouteMatchOptions',
  MATCH_FIELDS,
  doesNotGoWith('a direct response'),
);

const renderForwardingOptions = structOf<HttpRouteOptions, Manifest<VirtualServiceSpecHttp>>(
  'HttpRouteOptions',
  {
    ...MATCH_FIELDS,
    rewrite: renderRewrite,
    timeout: renderDuration,
    retries: renderHttpRetry,
    fault: renderHttpFault,
    mirrors: renderHttpMirrors,
    corsPolicy: renderCorsPolicy,
  },
  doesNotGoWith('a route'),
);

function renderOptions(options: HttpRouteOptions, place: Place, use: Use = 'as it stands'): Manifest<VirtualServiceSpecHttp> {
  const rendered = renderForwardingOptions(options, place);
  refuseSecondAuthority(rendered, place);
  if (rendered.mirrors) placeMirrors(rendered, use);
  return rendered;
}

/** `validateAuthorityRewrite` in pkg/config/validation/virtualservice.go of istio 1.30.3. */
function refuseSecondAuthority({ rewrite, headers }: Manifest<VirtualServiceSpecHttp>, place: Place): void {
  const request = headers?.request;
  if (request === undefined) return;
  const changed = [...Object.entries(request.set ?? {}), ...Object.entries(request.add ?? {})];
  const authorities = changed.filter(([name]) => isAuthorityHeader(name)).map(([, value]) => value);
  if (rewrite?.authority !== undefined) authorities.unshift(rewrite.authority);
  if (authorities.length > 1) place.fail(authorities, 'are several values for the one Host header', 'rewrite it in one place only');
}
