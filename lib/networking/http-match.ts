import type { Manifest } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecHttp, VirtualServiceSpecHttpMatch } from '../../imports/networking.istio.io';
import { renderLabels } from '../render/labels';
import { renderDnsLabel } from '../render/names';
import { renderPort } from '../render/number';
import { listOf, mapOf, renderBoolean, renderString, structOf } from '../render/values';
import { IGateway, renderGatewayName } from './gateway-ref';
import { checkMatchedHeader, isJwtClaim } from './http-headers';
import { renderMatch, StringMatch } from './string-match';

/**
 * Conditions on a request, all of which must hold. An empty one takes every request.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest
 */
export interface HttpMatch {
  /** Name of the match, added to the route's name in access logs. @default - none */
  readonly name?: string;
  /** Path without its query; a prefix is one of text: `/foo` takes `/foobar`. An empty prefix takes all. @default - any */
  readonly uri?: StringMatch;
  /** Whether `uri` ignores case; no effect on a regex. @default false */
  readonly ignoreUriCase?: boolean;
  /** `http` or `https`. @default - any */
  readonly scheme?: StringMatch;
  /** HTTP method, in capitals. @default - any */
  readonly method?: StringMatch;
  /** The Host header as sent: with its port, case-sensitive. @default - any */
  readonly authority?: StringMatch;
  /**
   * Headers by name, or claims of a JWT by `@request.auth.claims.NAME` (only at gateways).
   * Of a header sent on several lines one line that fits is enough.
   *
   * @default - any
   */
  readonly headers?: { [name: string]: StringMatch };
  /** Headers that must not fit; one that is not there counts as empty text, `present()` asks that it is not there. @default - none */
  readonly withoutHeaders?: { [name: string]: StringMatch };
  /** Query parameters by name, compared undecoded; of a repeated one the first counts. @default - any */
  readonly queryParams?: { [name: string]: StringMatch };
  /** Port that the client addressed, 1 to 65535. @default - any */
  readonly port?: number;
  /** Labels of the client's workload; needs the sidecars (`mesh`) among the rule's gateways. @default - any */
  readonly sourceLabels?: { [key: string]: string };
  /** Namespace of the client's workload, under the same condition as `sourceLabels`. @default - any */
  readonly sourceNamespace?: string;
  /** Gateways where this match applies. Istio then ignores `sourceLabels` and `sourceNamespace`. @default - those of the VirtualService */
  readonly gateways?: IGateway[];
  /** Prefix of Envoy's statistics for this route. @default - none */
  readonly statPrefix?: string;
}

function renderPathMatch(match: StringMatch, place: Place): ReturnType<typeof renderMatch> {
  return renderMatch(match, place, 'empty prefix');
}

const renderHeaderMatches = mapOf((match: StringMatch, place, name) => {
  checkMatchedHeader(name, place);
  // Of a claim's presence istiod makes a matcher without pattern (`translateMetadataMatch` in
  // pilot/pkg/networking/core/route of istio 1.30.3), and Envoy refuses all routes of the port.
  return renderMatch(match, place, isJwtClaim(name) ? undefined : 'presence');
});

/** Longest name of a query parameter that Envoy takes (`QueryParameterMatcher.name` in its route_components.proto). */
const MAX_QUERY_PARAMETER = 1024;

const renderQueryMatches = mapOf((match: StringMatch, place, name) => {
  if (name === '') place.fail(name, 'is not the name of a query parameter', 'name it');
  if (Buffer.byteLength(name) > MAX_QUERY_PARAMETER)
    place.fail(name, `is longer than ${MAX_QUERY_PARAMETER} bytes, which Envoy refuses`, 'shorten it');
  return renderMatch(match, place, 'presence');
});

/** Where a connection comes from; HTTP, TLS and TCP matches share it. @internal */
export const SOURCE_FIELDS = {
  port: renderPort,
  sourceLabels: renderLabels,
  sourceNamespace: renderNamespace,
  gateways: listOf(renderGatewayName),
};

function renderNamespace(namespace: string, place: Place): string {
  return renderDnsLabel(namespace, place, 'namespace');
}

/** @internal */
export const renderHttpMatch = structOf<HttpMatch, Manifest<VirtualServiceSpecHttpMatch>>('HttpMatch', {
  name: renderString,
  uri: renderPathMatch,
  ignoreUriCase: renderBoolean,
  scheme: renderMatch,
  method: renderMatch,
  authority: renderMatch,
  headers: renderHeaderMatches,
  withoutHeaders: renderHeaderMatches,
  queryParams: renderQueryMatches,
  statPrefix: renderString,
  ...SOURCE_FIELDS,
});

/** The claims of a JWT that a rendered route matches, and where. @internal */
export function jwtClaims(route: Manifest<VirtualServiceSpecHttp>, place: Place): { readonly claim: string; readonly at: Place }[] {
  return (route.match ?? []).flatMap(({ headers, withoutHeaders }, index) =>
    Object.entries({ headers, withoutHeaders }).flatMap(([field, matches]) =>
      Object.keys(matches ?? {})
        .filter(isJwtClaim)
        .map((claim) => ({ claim, at: place.at('match').at(index).at(field) })),
    ),
  );
}
