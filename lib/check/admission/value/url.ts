import { isIpAddress } from './ip-address';

/** What is asked of a URL. */
export interface Url {
  /** In small letters; empty where there is none. */
  readonly scheme: string;
  /** As written; empty where there is none. */
  readonly port: string;
}

/** A URL or a reference relative to one, or undefined. `Parse`, Go 1.26 src/net/url/url.go */
export function parseUrl(text: string): Url | undefined {
  const hash = text.indexOf('#');
  if (hash < 0) return parse(text, false);
  return isEscaped(text.slice(hash + 1)) ? parse(text.slice(0, hash), false) : undefined;
}

/** A URL or an absolute path, in which `#` is no mark. `ParseRequestURI` */
export function parseRequestUri(text: string): Url | undefined {
  return text === '' ? undefined : parse(text, true);
}

function parse(text: string, isRequest: boolean): Url | undefined {
  if (/[\0-\x1f\x7f]/.test(text)) return undefined;
  if (text === '*') return { scheme: '', port: '' };
  if (text.startsWith(':')) return undefined;
  const scheme = /^([a-zA-Z][-+.a-zA-Z0-9]*):/.exec(text)?.[1]?.toLowerCase() ?? '';
  const [rest = ''] = text.slice(scheme === '' ? 0 : scheme.length + 1).split('?', 1);
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { scheme, port: '' };
    return isRequest || rest.split('/', 1)[0]!.includes(':') || !isEscaped(rest) ? undefined : { scheme, port: '' };
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || (!isRequest && !rest.startsWith('///')));
  const [, authority, path = rest] = hasAuthority ? /^\/\/([^/]*)(.*)$/s.exec(rest)! : [];
  const port = authority === undefined ? '' : portOf(authority);
  return port === undefined || !isEscaped(path) ? undefined : { scheme, port };
}

/** The port of `user:password@host:port`; undefined if something is wrong. `parseAuthority` */
function portOf(authority: string): string | undefined {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  if (!/^[-A-Za-z0-9._:~!$&'()*+,;=%@]*$/.test(user) || !isEscaped(user)) return undefined;
  return portOfHost(authority.slice(at + 1));
}

/** `parseHost` */
function portOfHost(host: string): string | undefined {
  if (host.lastIndexOf('[') > 0) return undefined;
  if (host.startsWith('[')) {
    const [, address, port = ''] = /^\[(.*)\](?::(\d*))?$/s.exec(host) ?? [];
    return address !== undefined && isIpLiteral(address) ? port : undefined;
  }
  // Several colons are an old way to name several hosts, which Go still takes by default.
  const [, port = ''] = /:([^:]*)$/.exec(host) ?? [];
  if (!/^\d*$/.test(port)) return undefined;
  return HOST.test(host) ? port : undefined;
}

function isIpLiteral(text: string): boolean {
  const percent = text.indexOf('%25');
  const [address, zone] = percent < 0 ? [text, undefined] : [text.slice(0, percent), text.slice(percent + 3)];
  if (!address.includes(':') || !isIpAddress(address)) return false;
  return zone === undefined || (zone !== '' && ZONE.test(zone));
}

/** True if every `%` begins an escape. */
function isEscaped(text: string): boolean {
  return !/%(?![0-9a-fA-F]{2})/.test(text);
}

/** Characters of hosts, and of zones of IPv6 addresses, besides those beyond ASCII. `shouldEscape` */
const HOST = /^(?:[-A-Za-z0-9_.~!$&'()*+,;=:[\]<>"]|[^\0-\x7f]|%25|%[89a-fA-F][0-9a-fA-F])*$/;
const ZONE = /^(?:[-A-Za-z0-9_.~!$&'()*+,;=:[\]<>"]|[^\0-\x7f]|%[0-9a-fA-F]{2})*$/;
