import { isIpAddress } from '../../../model';

/** What rules ask of a URL. */
export interface Url {
  /** In small letters; empty where there is none. */
  readonly scheme: string;
}

/**
 * Whether a text is a URL as a request has it: absolute, or an absolute path.
 * `url.ParseRequestURI`, Go 1.26 src/net/url/url.go, with colons as `GODEBUG=urlstrictcolons=0` has them: Kubernetes
 * 1.35 is built for Go 1.25.
 */
export function isRequestUrl(text: string): boolean {
  return text !== '' && parse(text, true) !== undefined;
}

/**
 * The URL that a text is, read as Kubernetes' `url()` does: it must be one that a request may have, but what follows `#`
 * is a fragment, and what follows `//` an authority. `stringToUrl`, apiserver 0.35 pkg/cel/library/urls.go
 */
export function parseUrl(text: string): Url | undefined {
  if (!isRequestUrl(text)) return undefined;
  const hash = text.indexOf('#');
  if (hash < 0) return parse(text, false);
  return hasGoodEscapes(text.slice(hash)) ? parse(text.slice(0, hash), false) : undefined;
}

/** `url.parse` */
function parse(text: string, isRequest: boolean): Url | undefined {
  if (/[\x00-\x1f\x7f]/.test(text) || text.startsWith(':')) return undefined;
  if (text === '*') return { scheme: '' };
  const colon = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(text)?.[0] ?? '';
  const scheme = colon.slice(0, -1).toLowerCase();
  const [rest = ''] = text.slice(colon.length).split('?', 1);
  if (!rest.startsWith('/')) {
    // What follows a scheme without a slash may be anything: mailto:a b
    if (scheme !== '') return { scheme };
    const [segment = ''] = rest.split('/', 1);
    return isRequest || segment.includes(':') || !hasGoodEscapes(rest) ? undefined : { scheme };
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || (!isRequest && !rest.startsWith('///')));
  if (!hasAuthority) return hasGoodEscapes(rest) ? { scheme } : undefined;
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

/** An IPv6 address, with a zone after `%25`; a zone may escape spaces, `%`, and what a host may have unescaped. */
function isIpLiteral(literal: string): boolean {
  const at = literal.indexOf('%25');
  const address = at < 0 ? literal : literal.slice(0, at);
  if (!hasHostCharacters(address) || !address.includes(':') || !isIpAddress(address)) return false;
  const zone = at < 0 ? 'none' : literal.slice(at + 3);
  const escaped = [...zone.matchAll(/%([0-9A-Fa-f]{2})/g)].map(([, hex = '']) => String.fromCharCode(parseInt(hex, 16)));
  return zone !== '' && hasGoodEscapes(zone) && escaped.every(isEscapable) && hasHostCharacters(zone.replace(/%../g, ''));
}

function isEscapable(character: string): boolean {
  return character === '%' || character === ' ' || (character < '\x80' && hasHostCharacters(character));
}
