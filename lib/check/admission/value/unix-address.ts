import type { Spot } from '../spot';

const PREFIX = 'unix://';

/** True of the address of a Unix domain socket, well formed or not. */
export function isUnixAddress(address: string): boolean {
  return address.startsWith(PREFIX);
}

/** An absolute path of a file, or an abstract name after `@`. `ValidateUnixAddress`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkUnixAddress(address: string, spot: Spot): void {
  const path = address.slice(PREFIX.length);
  if (path.startsWith('@')) return;
  if (!path.startsWith('/') || path.endsWith('/')) {
    spot.error(`${JSON.stringify(address)} names no socket: write unix:// and the absolute path of a file, or unix://@name.`);
  }
}
