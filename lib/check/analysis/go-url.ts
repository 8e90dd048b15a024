import { isIpAddress } from '../../model';

/**
 * The host of a URL as Go reads it, the empty text where it has none; undefined of what Go refuses. Go takes much that
 * browsers don't, so `URL` won't do. `url.Parse`, Go 1.26 src/net/url/url.go
 */
export function hostOfUrl(text: string): string | undefined {
  const [url, fragment] = split(text, '#');
  if (hasControl(url) || badEscape(fragment)) return undefined;
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(url);
  if (url.startsWith(':')) return undefined;
  const rest = (scheme ? url.slice(scheme[0].length) : url).split('?', 1)[0]!;
  if (rest.startsWith('//')) {
    const [authority, path] = split(rest.slice(2), '/');
    const user = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
    if (badEscape(path) || badEscape(user) || !/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)) return undefined;
    return hostOf(authority.slice(authority.lastIndexOf('@') + 1));
  }
  if (scheme && !rest.startsWith('/')) return '';
  if (badEscape(rest)) return undefined;
  // A relative path must not look like a scheme.
  return !scheme && rest.split('/', 1)[0]!.includes(':') ? undefined : '';
}

/** `parseHost` and `Hostname`; several colons pass in a program whose module asks for an older Go, as Istio's does. */
function hostOf(authority: string): string | undefined {
  if (/[ \\^`{|}]/.test(authority) || authority.lastIndexOf('[') > 0) return undefined;
  if (authority.startsWith('[')) {
    const close = authority.lastIndexOf(']');
    return close < 0 || !isPort(authority.slice(close + 1)) ? undefined : bracketed(authority.slice(1, close));
  }
  const colon = authority.lastIndexOf(':');
  if (colon >= 0 && !isPort(authority.slice(colon))) return undefined;
  const host = colon < 0 ? authority : authority.slice(0, colon);
  return badEscape(host) || /%[0-7](?!5)|%[013-7]5/.test(host) ? undefined : host;
}

/** In brackets stands an IPv6 address, and perhaps its zone, which is escaped. */
function bracketed(text: string): string | undefined {
  const [address, ...zone] = text.split('%25');
  return isIpAddress(address!) && address!.includes(':') && !zone.includes('') ? text : undefined;
}

function isPort(text: string): boolean {
  return /^(?::\d*)?$/.test(text);
}

function badEscape(path: string): boolean {
  return /%(?![0-9a-fA-F]{2})/.test(path);
}

function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 32 || code === 127) return true;
  }
  return false;
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index)];
}
