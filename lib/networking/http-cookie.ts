import type { Duration } from 'cdk8s';
import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashHttpCookie } from '../../imports/networking.istio.io';
import { listOf, renderLine } from '../render/values';
import { renderWholeSeconds } from './whole-seconds';

/**
 * An attribute of a cookie, e.g. `SameSite=Strict`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-HTTPCookie-Attribute
 */
export interface HttpCookieAttribute {
  /** Its name, not empty. */
  readonly name: string;
  /** Its value. @default - none, as with `HttpOnly` */
  readonly value?: string;
}

/**
 * A cookie that is hashed. With a `ttl` the proxy makes one for clients that bring none.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-HTTPCookie
 */
export interface HttpCookie {
  /** Its name, not empty. */
  readonly name: string;
  /** Path that a cookie made by the proxy is for. @default - the path of the request */
  readonly path?: string;
  /** How long a cookie made by the proxy lasts: whole seconds; 0 for the browser's session. @default - the proxy makes none */
  readonly ttl?: Duration;
  /** What else a cookie made by the proxy says; no name twice. @default - nothing */
  readonly attributes?: HttpCookieAttribute[];
}

/** `validateLoadBalancer` in pkg/config/validation of istio 1.30.3; Envoy reads the whole seconds of `ttl`. @internal */
export function renderHttpCookie(
  cookie: HttpCookie,
  place: Place,
): Manifest<DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashHttpCookie> {
  const { name, path, ttl, attributes, ...rest } = place.struct(cookie, 'HttpCookie');
  place.refuseUnknown(rest, 'HttpCookie');
  return withoutUndefined({
    name: renderName(name, place.at('name')),
    path: place.field('path', path, renderLine),
    ttl: place.field('ttl', ttl, (lifetime, at) => renderWholeSeconds(lifetime, at, 'zero is allowed')),
    attributes: place.field('attributes', attributes, renderAttributes),
  });
}

function renderAttributes(attributes: HttpCookieAttribute[], place: Place): HttpCookieAttribute[] {
  const rendered = listOf(renderAttribute)(attributes, place);
  rendered.forEach(({ name }, index) => {
    if (rendered.slice(0, index).some((earlier) => earlier.name === name)) {
      place.at(index).at('name').fail(name, 'is set twice', 'remove one of the two');
    }
  });
  return rendered;
}

function renderAttribute(attribute: HttpCookieAttribute, place: Place): HttpCookieAttribute {
  const { name, value, ...rest } = place.struct(attribute, 'HttpCookieAttribute');
  place.refuseUnknown(rest, 'HttpCookieAttribute');
  return withoutUndefined({ name: renderName(name, place.at('name')), value: place.field('value', value, renderLine) });
}

function renderName(name: string, place: Place): string {
  if (renderLine(name, place) === '') place.fail(name, 'is not a name', 'give one that is not empty');
  return name;
}
