import { enumeration, list, message, type Read } from '../decode';
import type { Spot } from '../spot';
import { checkPort, PORT_SELECTOR } from '../value/port';

/** extensions/v1alpha1 `TrafficSelector`s */
export const TRAFFIC_SELECTORS = list(
  message({ mode: enumeration('UNDEFINED', 'CLIENT', 'SERVER', 'CLIENT_AND_SERVER'), ports: list(PORT_SELECTOR) }),
);

/** `validateWasmPluginMatch`, `validateTrafficExtensionMatch`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkTrafficSelectors(selectors: Read<typeof TRAFFIC_SELECTORS>, spot: Spot): void {
  for (const [index, { ports }] of selectors.entries()) {
    for (const [number, port] of ports.entries()) checkPort(port.number, spot.at(index).at('ports').at(number).at('number'));
  }
}
