import { isIpAddress as isPlainAddress } from '../../../model';

/** An address, of IPv6 also with a zone: `fe80::1%eth0`. `netip.ParseAddr`, Go 1.25 */
export function isIpAddress(text: string): boolean {
  const percent = text.indexOf('%');
  if (percent < 0) return isPlainAddress(text);
  const address = text.slice(0, percent);
  return address.includes(':') && percent < text.length - 1 && isPlainAddress(address);
}

/** A block of addresses: `10.0.0.0/8`. `netip.ParsePrefix`, Go 1.25 */
export function isCidrBlock(text: string): boolean {
  const [, address, bits] = /^([^/%]*)\/(\d|[1-9]\d{1,2})$/.exec(text) ?? [];
  return address !== undefined && isPlainAddress(address) && Number(bits) <= (address.includes(':') ? 128 : 32);
}

/** A block if a slash is in it, else an address. `ValidateIPSubnet`, istio 1.30.3 pkg/config/validation/agent/validation.go */
export function isSubnet(text: string): boolean {
  return text.includes('/') ? isCidrBlock(text) : isIpAddress(text);
}
