import type { Manifest } from '../render/manifest';
import type { Place } from '../render/place';
import type { DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash } from '../../imports/networking.istio.io';
import { madeBy, renderLine } from '../render/values';
import { HashAlgorithm } from './hash-algorithm';
import { HttpCookie, renderHttpCookie } from './http-cookie';

/** One of the four things that Istio can hash, by the field that says so. */
type Key =
  | { readonly field: 'httpHeaderName' | 'httpQueryParameterName'; readonly name: string }
  | { readonly field: 'httpCookie'; readonly cookie: HttpCookie }
  | { readonly field: 'useSourceIp' };

type Rendered = Manifest<DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash>;

/**
 * What of a request is hashed, so that equal requests go to the same endpoint while the endpoints
 * stay the same. What lacks it (no such header) goes to a random endpoint.
 *
 * The key is part of the *route*, so where a policy is for one port, requests that a VirtualService
 * routes are hashed only if its destination names that port (`HashForHTTPDestination` in
 * pilot/pkg/networking/core/route of istio 1.30.3).
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB
 */
export class ConsistentHash {
  /**
   * The value of a header.
   *
   * @param algorithm default: a ring of 1024 points
   */
  public static httpHeader(name: string, algorithm?: HashAlgorithm): ConsistentHash {
    return new ConsistentHash({ field: 'httpHeaderName', name }, algorithm);
  }

  /**
   * The value of a cookie.
   *
   * @param algorithm default: a ring of 1024 points
   */
  public static httpCookie(cookie: HttpCookie, algorithm?: HashAlgorithm): ConsistentHash {
    return new ConsistentHash({ field: 'httpCookie', cookie }, algorithm);
  }

  /**
   * The client's IP address; the only key that TCP connections have, too.
   *
   * @param algorithm default: a ring of 1024 points
   */
  public static sourceIp(algorithm?: HashAlgorithm): ConsistentHash {
    return new ConsistentHash({ field: 'useSourceIp' }, algorithm);
  }

  /**
   * The value of a query parameter.
   *
   * @param algorithm default: a ring of 1024 points
   */
  public static httpQueryParameter(name: string, algorithm?: HashAlgorithm): ConsistentHash {
    return new ConsistentHash({ field: 'httpQueryParameterName', name }, algorithm);
  }

  private constructor(
    private readonly key: Key,
    private readonly algorithm: HashAlgorithm | undefined,
  ) {}

  /** @internal */
  public _render(place: Place): Rendered {
    const { key, algorithm } = this;
    const hash = algorithm === undefined ? undefined : renderHashAlgorithm(algorithm, place);
    return { ...renderKey(key, place), ...hash };
  }
}

const renderHashAlgorithm = madeBy<ReturnType<HashAlgorithm['_render']>>('HashAlgorithm', 'ringHash()');

function renderKey(key: Key, place: Place): Rendered {
  switch (key.field) {
    case 'httpCookie':
      return { httpCookie: renderHttpCookie(key.cookie, place.at('httpCookie')) };
    case 'useSourceIp':
      return { useSourceIp: true };
    case 'httpHeaderName':
    case 'httpQueryParameterName':
      return { [key.field]: renderName(key.name, place.at(key.field)) };
  }
}

/** Envoy refuses an empty name, and with it every route of the port. */
function renderName(name: string, place: Place): string {
  if (renderLine(name, place) === '') place.fail(name, 'is not a name to hash by', 'name the header or query parameter');
  return name;
}
