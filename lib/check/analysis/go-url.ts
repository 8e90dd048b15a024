/**
 * The host of a URL as Go reads it, the empty text where it has none; undefined of what Go refuses. Go takes much that
 * browsers don't, so `URL` won't do. `url.Parse`, Go 1.25 src/net/url/url.go
 */
export function hostOfUrl(text: string): string | undefined {
  if (hasControl(text)) return undefined;
  const url = text.split('#', 1)[0]!;
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(url);
  if (url.startsWith(':')) return undefined;
  const rest = (scheme ? url.slice(scheme[0].length) : url).split('?', 1)[0]!;
  if (rest.startsWith('//')) {
    const [authority, path] = split(rest.slice(2), '/');
    return badEscape(path) ? undefined : hostOf(authority.slice(authority.lastIndexOf('@') + 1));
  }
  if (scheme && !rest.startsWith('/')) return '';
  if (badEscape(rest)) return undefined;
  // A relative path must not look like a scheme.
  return !scheme && rest.split('/', 1)[0]!.includes(':') ? undefined : '';
}

function hostOf(authority: string): string | undefined {
  if (/[ "<>\\^`{|}]/.test(authority)) return undefined;
  if (authority.startsWith('[')) {
    const close = authority.lastIndexOf(']');
    return close < 0 || !isPort(authority.slice(close + 1)) ? undefined : authority.slice(1, close);
  }
  const colon = authority.indexOf(':');
  const host = colon < 0 ? authority : authority.slice(0, colon);
  if (colon >= 0 && !isPort(authority.slice(authority.lastIndexOf(':')))) return undefined;
  return /%(?![0-9a-fA-F]{2})/.test(host) || /%[0-7][0-9a-fA-F]/.test(host) ? undefined : host;
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
