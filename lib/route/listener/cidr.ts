/** Address ranges, as filter chains match them. */
export interface Cidr {
  readonly bits: number;
  readonly value: bigint;
  readonly isV6: boolean;
  /** The range in its one spelling: `10.0.0.0/8`. */
  readonly key: string;
}

/** A range, or a single address; undefined for what is neither. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (!address) return undefined;
  const width = address.isV6 ? 128 : 32;
  const bits = slash < 0 ? width : Number(text.slice(slash + 1));
  if (!Number.isInteger(bits) || bits < 0 || bits > width) return undefined;
  const value = mask(address.value, bits, width);
  return { bits, value, isV6: address.isV6, key: `${address.isV6 ? 'v6' : 'v4'}:${value.toString(16)}/${bits}` };
}

/** True if the address lies in the range. */
export function containsAddress(range: Cidr, address: string): boolean {
  const parsed = parseAddress(address);
  return !!parsed && parsed.isV6 === range.isV6 && mask(parsed.value, range.bits, range.isV6 ? 128 : 32) === range.value;
}

function mask(value: bigint, bits: number, width: number): bigint {
  const shift = BigInt(width - bits);
  return (value >> shift) << shift;
}

function parseAddress(text: string): { value: bigint; isV6: boolean } | undefined {
  if (text.includes(':')) return parseV6(text);
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return { value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n), isV6: false };
}

function parseV6(text: string): { value: bigint; isV6: boolean } | undefined {
  const [head = '', tail] = text.split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - left.length - right.length;
  if (missing < 0 || (tail === undefined && missing !== 0)) return undefined;
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right];
  if (groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return { value: groups.reduce((sum, group) => (sum << 16n) + BigInt(parseInt(group, 16)), 0n), isV6: true };
}
