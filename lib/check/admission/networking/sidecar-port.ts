import { enumeration, message, type Read, STRING, UINT32 } from '../decode';
import type { Spot } from '../spot';
import { isIpAddress } from '../value/ip-address';
import { checkPortName, checkProtocol } from '../value/port';

/** networking/v1alpha3 `SidecarPort` */
export const SIDECAR_PORT = message({ number: UINT32, protocol: STRING, name: STRING, targetPort: UINT32 });

/** networking/v1alpha3 `CaptureMode` */
export const CAPTURE_MODE = enumeration('DEFAULT', 'IPTABLES', 'NONE');

/** What ingress and egress listeners ask of their ports alike. `ValidateSidecar`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkSidecarPort({ name, protocol, targetPort }: Read<typeof SIDECAR_PORT>, spot: Spot): void {
  if (targetPort > 0) spot.at('targetPort').error('targetPort has no effect in a Sidecar: remove it.');
  if (name !== '') checkPortName(name, spot.at('name'));
  checkProtocol(protocol, spot.at('protocol'));
}

/** The address that a listener binds to, if any. */
export function checkBindAddress(bind: string, spot: Spot): void {
  if (bind !== '' && !isIpAddress(bind)) spot.error(`${JSON.stringify(bind)} is not an IP address: give one, or leave bind out.`);
}
