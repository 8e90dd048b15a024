import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { DestinationRuleSpecTrafficPolicyTunnel } from '../../imports/networking.istio.io';
import { renderFqdnOrIp } from '../render/names';
import { renderPort } from '../render/number';
import { oneOf } from '../render/values';

/** HTTP method that opens a tunnel. */
export enum TunnelProtocol {
  /** HTTP CONNECT. */
  CONNECT = 'CONNECT',
  /** HTTP POST. */
  POST = 'POST',
}

/**
 * A tunnel through the destination, an HTTP proxy, to a target behind it. For TCP and TLS routes only.
 * In routes with several weighted destinations only the tunnel of the rule itself counts, not of its subsets.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-TunnelSettings
 */
export interface TunnelSettings {
  /** How the tunnel is opened. @default TunnelProtocol.CONNECT */
  readonly protocol?: TunnelProtocol;
  /** Where the tunnel leads: a DNS name without wildcards, or an IP address. */
  readonly targetHost: string;
  /** Port there, 1 to 65535. */
  readonly targetPort: number;
}

const renderProtocol = oneOf(Object.values(TunnelProtocol), 'does not open a tunnel');

/** `validateTunnelSettings` in pkg/config/validation of istio 1.30.3. @internal */
export function renderTunnelSettings(tunnel: TunnelSettings, place: Place): Manifest<DestinationRuleSpecTrafficPolicyTunnel> {
  const { protocol, targetHost, targetPort, ...rest } = place.struct(tunnel, 'TunnelSettings');
  place.refuseUnknown(rest, 'TunnelSettings');
  return withoutUndefined({
    protocol: place.field('protocol', protocol, renderProtocol),
    targetHost: renderFqdnOrIp(targetHost, place.at('targetHost')),
    targetPort: renderPort(targetPort, place.at('targetPort')),
  });
}
