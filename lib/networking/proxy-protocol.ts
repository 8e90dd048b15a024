import type { Manifest } from '../render/manifest';
import type { Place } from '../render/place';
import type { DestinationRuleSpecTrafficPolicyProxyProtocol } from '../../imports/networking.istio.io';
import { oneOf } from '../render/values';

/**
 * Version of the PROXY protocol, which tells the destination the client's address.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-ProxyProtocol
 */
export enum ProxyProtocol {
  /** The version that people can read. */
  V1 = 'V1',
  /** The binary version. */
  V2 = 'V2',
}

const renderVersion = oneOf(Object.values(ProxyProtocol), 'is not a version');

/** @internal */
export function renderProxyProtocol(version: ProxyProtocol, place: Place): Manifest<DestinationRuleSpecTrafficPolicyProxyProtocol> {
  return { version: renderVersion(version, place.at('version')) };
}
