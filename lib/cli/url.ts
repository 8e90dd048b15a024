import type { RequestProtocol } from '../mesh';
import { UsageError } from './io';

/** What a URL says of a request. */
export interface Target {
  /** The URL as it was given, with its scheme. */
  readonly url: string;
  readonly protocol: RequestProtocol;
  readonly host: string;
  readonly port: number;
  /** The Host header: the port is in it unless it is the scheme's own. */
  readonly authority: string;
  /** Path with query; none for protocols without paths. */
  readonly path?: string;
  /** `user:password`, as it goes into an Authorization header. */
  readonly credentials?: string;
}

interface Scheme {
  readonly protocol: RequestProtocol;
  /** Absent: it has to be given. */
  readonly port?: number;
  readonly hasPath: boolean;
}

const SCHEMES: ReadonlyMap<string, Scheme> = new Map([
  ['http', { protocol: 'http', port: 80, hasPath: true }],
  ['https', { protocol: 'https', port: 443, hasPath: true }],
  ['http2', { protocol: 'http2', port: 80, hasPath: true }],
  ['grpc', { protocol: 'grpc', port: 80, hasPath: true }],
  ['tls', { protocol: 'tls', port: 443, hasPath: false }],
  ['tcp', { protocol: 'tcp', hasPath: false }],
]);

/** Scheme, user, host, port, path with query, fragment. Not by WHATWG's rules, which rewrite paths that Envoy would see as they are. */
const URL_PARTS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^@/?#]*)@)?(\[[0-9a-f:.]+\]|[^:/?#@[\]]*)(?::([^/?#]*))?([^#]*)(?:#.*)?$/i;
const HOST = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.-])?$/i;
const NOT_IN_URLS = /[\0-\x20\x7f]/;

/** Reads a URL as curl does: without a scheme it is http, the fragment stays at home, `/a/../b` is `/b` unless it is to go as it is. */
export function readUrl(text: string, pathAsIs = false): Target {
  const bad = (why: string): never => {
    throw new UsageError(`"${text}" is no URL: ${why}`);
  };
  if (NOT_IN_URLS.test(text)) bad('it has a space or a control character; write it as %20 or the like');
  const parts = URL_PARTS.exec(text) ?? bad('write [SCHEME://]HOST[:PORT][/PATH][?QUERY], an IPv6 address in [brackets]');
  const [, name = 'http', credentials, host = '', portText, rest = ''] = parts;
  const scheme = SCHEMES.get(name.toLowerCase()) ?? bad(`${name} is none of ${[...SCHEMES.keys()].join(', ')}`);
  if (host === '') bad('it has no host');
  if (!host.startsWith('[') && !HOST.test(host)) bad(`${host} is no host name`);
  if (!scheme.hasPath && rest !== '' && rest !== '/') bad(`${name.toLowerCase()} has no paths`);
  const port = portText
    ? portIn(portText, bad)
    : (scheme.port ?? bad(`${name.toLowerCase()} has no port of its own; write ${name}://${host}:PORT`));
  return {
    url: parts[1] === undefined ? `http://${text}` : text,
    protocol: scheme.protocol,
    host: host.startsWith('[') ? host.slice(1, -1) : host,
    port,
    authority: port === scheme.port ? host : `${host}:${port}`,
    ...(scheme.hasPath && { path: pathIn(rest, pathAsIs) }),
    ...(credentials !== undefined && { credentials: decoded(credentials) }),
  };
}

function portIn(text: string, bad: (why: string) => never): number {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : bad(`${text} is no port; ports are 1 to 65535`);
}

function pathIn(rest: string, asIs: boolean): string {
  const at = rest.indexOf('?');
  const path = at < 0 ? rest : rest.slice(0, at);
  const query = at < 0 ? '' : rest.slice(at);
  return `${path === '' ? '/' : asIs ? path : withoutDots(path)}${query}`;
}

/** RFC 3986, 5.2.4 */
function withoutDots(path: string): string {
  const out: string[] = [];
  const segments = path.slice(1).split('/');
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === '..') out.pop();
    else if (segment !== '.') out.push(segment);
    if (isLast && (segment === '.' || segment === '..')) out.push('');
  }
  return `/${out.join('/')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
