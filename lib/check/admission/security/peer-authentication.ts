import { enumeration, mapBy, message, optional, type Read, UINT32 } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { checkPort } from '../value/port';
import { checkWorkloadSelector, WORKLOAD_SELECTOR } from '../value/selector';

const MUTUAL_TLS = message({ mode: enumeration('UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT') });

/** security/v1beta1 `PeerAuthentication` */
export const PEER_AUTHENTICATION = message({
  selector: optional(WORKLOAD_SELECTOR),
  mtls: optional(MUTUAL_TLS),
  portLevelMtls: optional(mapBy((key, spot) => UINT32.read(key, spot), MUTUAL_TLS)),
});

/** `ValidatePeerAuthentication`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkPeerAuthentication(
  { selector, portLevelMtls }: Read<typeof PEER_AUTHENTICATION>,
  _context: KindContext,
  spot: Spot,
): void {
  if (portLevelMtls) checkPorts([...portLevelMtls.keys()], (selector?.matchLabels.size ?? 0) > 0, spot.at('portLevelMtls'));
  checkWorkloadSelector(selector, spot.at('selector'));
}

function checkPorts(ports: readonly number[], hasSelector: boolean, spot: Spot): void {
  if (ports.length === 0) spot.error('No port is named: name one, or leave portLevelMtls out.');
  else if (!hasSelector) spot.error('Ports are set for some workloads only: give a selector with labels, or use mtls.');
  for (const port of ports) checkPort(port, spot.at(String(port)));
}
