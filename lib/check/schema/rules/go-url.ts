import { isIpAddress } from '../../../model';

/** What rules ask of a URL. */
export interface Url {
  /** In small letters; empty where there is none. */
  readonly scheme: string;
}

/**
 * A URL as Go reads one in a request: absolute, or an absolute path. Undefined for what Go refuses.
 * `url.ParseRequestURI`, Go 1.26 src/net/url/url.go, with colons as `GODEBUG=urlstrictcolons=0` has them: Kubernetes
 * 1.35 is built for Go 1.25.
 */
export function parseRequestUrl(text: string): Url | undefined {
  if (text === '' || /[\x00-\x1f\x7f]/.test(text) || text.startsWith(':')) return undefined;
  if (text === '*') return { scheme: '' };
  const colon = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(text)?.[0] ?? '';
  const scheme = colon.slice(0, -1).toLowerCase();
  const [rest = ''] = text.slice(colon.length).split('?', 1);
  // What follows a scheme without a slash may be anything: mailto:a b
  if (!rest.startsWith('/')) return scheme === '' ? undefined : { scheme };
  if (scheme === '' || !rest.startsWith('//')) return hasGoodEscapes(rest) ? { scheme } : undefined;
  const slash = rest.indexOf('/', 2);
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
  const path = slash < 0 ? '' : rest.slice(slash);
  return isAuthority(authority) && hasGoodEscapes(path) ? { scheme } : undefined;
}

function hasGoodEscapes(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text);
}

/** `parseAuthority`, `validUserinfo` */
function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  return /^[A-Za-z0-9._:~!$&'()*+,;=%@-]*$/.test(user) && hasGoodEscapes(user) && isHost(authority.slice(at + 1));
}

const PORT = /^(?::\d*)?$/;

/** `parseHost` */
function isHost(host: string): boolean {
  const open = host.lastIndexOf('[');
  if (open > 0) return false;
  if (open === 0) {
    const close = host.lastIndexOf(']');
    return close > 0 && PORT.test(host.slice(close + 1)) && isIpLiteral(host.slice(1, close));
  }
  const colon = host.lastIndexOf(':');
  return (colon < 0 || PORT.test(host.slice(colon))) && hasHostCharacters(host);
}

/** Of ASCII, what RFC 3986 allows in a host, and `<>"`; escapes only of what is not ASCII. `unescape`, `encodeHost` */
function hasHostCharacters(host: string): boolean {
  return !/[^A-Za-z0-9._~!$&'()*+,;=:[\]<>"%\u0080-\uffff-]/.test(host) && hasGoodEscapes(host) && !/%(?!25)[0-7]/.test(host);
}

/** An IPv6 address, with a zone after `%25`. */
function isIpLiteral(literal: string): boolean {
  const zone = literal.indexOf('%25');
  const address = zone < 0 ? literal : literal.slice(0, zone);
  if (!hasHostCharacters(address) || !address.includes(':') || !isIpAddress(address)) return false;
  // A zone has at least one character, and may escape what a host may hold, and spaces.
  return (
    zone < 0 ||
    /^(?:[A-Za-z0-9._~!$&'()*+,;=:[\]<>"\u0080-\uffff-]|%25|%20|%[89A-Fa-f][0-9A-Fa-f]|%(?:2[1246-9A-F]|2[a-f]|3[0-9A-Ea-e]|4[1-9A-Fa-f]|5[0-9ABDFabdf]|6[1-9A-Fa-f]|7[0-9AEae]))+$/.test(
      literal.slice(zone + 3),
    )
  );
}
