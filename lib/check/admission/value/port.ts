import { parseProtocol } from '../../../model';
import { optional, message, UINT32 } from '../decode';
import type { Spot } from '../spot';
import { DNS_LABEL_RULE, isDnsLabel } from './dns-label';

/** networking/v1alpha3 `PortSelector` */
export const PORT_SELECTOR = message({ number: UINT32 });
export const OPTIONAL_PORT_SELECTOR = optional(PORT_SELECTOR);

/** `ValidatePort`, istio 1.30.3 pkg/config/validation/agent/validation.go */
export function isPort(number: number): boolean {
  return number >= 1 && number <= 65535;
}

/** Reports a number that no port has. */
export function checkPort(number: number, spot: Spot): void {
  if (!isPort(number)) spot.error(`${number} is not a port: use a number from 1 to 65535.`);
}

/** `ValidatePortName`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkPortName(name: string, spot: Spot): void {
  if (!isDnsLabel(name)) spot.error(`${JSON.stringify(name)} is not a name for a port: ${DNS_LABEL_RULE}.`);
}

/**
 * A protocol by its name; none means that Envoy looks at the first bytes. `ValidateProtocol`, istio 1.30.3
 * pkg/config/validation/validation.go
 */
export function checkProtocol(name: string, spot: Spot): void {
  if (name !== '' && parseProtocol(name) === 'UnsupportedProtocol') spot.error(unknownProtocol(name));
}

export function unknownProtocol(name: string): string {
  return `Istio knows no protocol ${JSON.stringify(name)}: use HTTP, HTTP2, HTTPS, GRPC, GRPC-WEB, TLS, TCP, MONGO, MYSQL or REDIS.`;
}
