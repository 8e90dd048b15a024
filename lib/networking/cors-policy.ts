import type { Duration } from 'cdk8s';
import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecHttpCorsPolicy } from '../../imports/networking.istio.io';
import { listOf, oneOf, renderBoolean } from '../render/values';
import { isHeaderName } from './http-headers';
import { renderMatch, StringMatch } from './string-match';
import { renderWholeSeconds } from './whole-seconds';

/** What becomes of a preflight whose origin is not allowed. */
export enum UnmatchedPreflights {
  /** It goes to the destination, like any request. */
  FORWARD = 'FORWARD',
  /** The proxy answers it, without allowing the origin. */
  IGNORE = 'IGNORE',
}

/**
 * Which pages of other origins may call the destination. Preflights of allowed origins are answered
 * by the proxy.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy
 */
export interface CorsPolicy {
  /** Origins, scheme included, e.g. `StringMatch.exact('https://example.com')`. Not empty texts. @default - none */
  readonly allowOrigins?: StringMatch[];
  /** HTTP methods in capitals, or `*`. @default - none are listed */
  readonly allowMethods?: string[];
  /** Request headers, or `*`. @default - none are listed */
  readonly allowHeaders?: string[];
  /** Response headers that the page may read, or `*`. @default - none are listed */
  readonly exposeHeaders?: string[];
  /** How long a browser may keep the preflight's answer: whole seconds. @default - the browser's */
  readonly maxAge?: Duration;
  /** Whether requests may carry credentials. @default - not said */
  readonly allowCredentials?: boolean;
  /** @default UnmatchedPreflights.FORWARD */
  readonly unmatchedPreflights?: UnmatchedPreflights;
}

const renderMethod = oneOf<string>(
  ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*'],
  'is not a method that Istio lists',
);

/** `validateCORSPolicy` in pkg/config/validation of istio 1.30.3. @internal */
export function renderCorsPolicy(policy: CorsPolicy, place: Place): Manifest<VirtualServiceSpecHttpCorsPolicy> {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials, unmatchedPreflights, ...rest } = place.struct(
    policy,
    'CorsPolicy',
  );
  place.refuseUnknown(rest, 'CorsPolicy');
  return withoutUndefined({
    allowOrigins: place.field('allowOrigins', allowOrigins, listOf(renderOrigin)),
    allowMethods: place.field('allowMethods', allowMethods, listOf(renderMethod)),
    allowHeaders: place.field('allowHeaders', allowHeaders, listOf(renderHeaderName)),
    exposeHeaders: place.field('exposeHeaders', exposeHeaders, listOf(renderHeaderName)),
    maxAge: place.field('maxAge', maxAge, renderWholeSeconds),
    allowCredentials: place.field('allowCredentials', allowCredentials, renderBoolean),
    unmatchedPreflights: place.field('unmatchedPreflights', unmatchedPreflights, oneOf(Object.values(UnmatchedPreflights))),
  });
}

function renderOrigin(origin: StringMatch, place: Place): ReturnType<typeof renderMatch> {
  const rendered = renderMatch(origin, place);
  if (rendered.exact === '') place.at('exact').fail('', 'is no origin', 'name it, e.g. "https://example.com"');
  return rendered;
}

function renderHeaderName(name: string, place: Place): string {
  if (name !== '*' && !isHeaderName(name)) place.fail(name, 'is not the name of a header', 'use letters, digits and dashes, or "*"');
  return name;
}
