import { MeshConfig } from './istio';

export type PathNormalization = NonNullable<NonNullable<MeshConfig['pathNormalization']>['normalization']>;

/**
 * The path that Envoy routes by and sends on; undefined for one it refuses.
 * Istio's default resolves `.` and `..` and decodes what need not be encoded; double slashes and `%2F` stay.
 * `buildHTTPConnectionManager`, istio 1.30.3 pilot/pkg/networking/core/listener_builder.go;
 * `PathUtil::canonicalPath`: Envoy 1.36 source/common/http/path_utility.cc, which leaves the work to googleurl's
 * `CanonicalizePath` (url/url_canon_path.cc).
 */
export function normalizePath(target: string, normalization: PathNormalization = 'DEFAULT'): string | undefined {
  if (normalization === 'NONE' || !target.startsWith('/') || isPlain(target)) return target;
  const query = target.indexOf('?');
  const rest = query < 0 ? '' : target.slice(query);
  let path = query < 0 ? target : target.slice(0, query);
  if (normalization === 'DECODE_AND_MERGE_SLASHES') path = path.replace(/%2f/gi, '/').replace(/%5c/gi, '\\');
  path = canonicalize(path);
  if (normalization === 'MERGE_SLASHES' || normalization === 'DECODE_AND_MERGE_SLASHES') path = path.replace(/\/{2,}/g, '/');
  return path + rest;
}

/** True of a path that normalisation leaves as it is, whatever the mode. */
function isPlain(target: string): boolean {
  return /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*\/?(?:\?|$)/.test(target);
}

/** Characters that lose their escape: letters, digits and the four marks that never need one. */
const UNRESERVED = /^[A-Za-z0-9\-._~]$/;
/** Characters that gain one. */
const ESCAPED = /[\0- "<>`{}\x7f-\uffff]/;

function canonicalize(path: string): string {
  const segments: string[] = [];
  const parts = path.replace(/\\/g, '/').split('/').slice(1);
  parts.forEach((part, index) => {
    const isLast = index === parts.length - 1;
    const dots = part.replace(/%2e/gi, '.');
    if (dots === '.') {
      if (isLast) segments.push('');
    } else if (dots === '..') {
      segments.pop();
      if (isLast) segments.push('');
    } else {
      segments.push(canonicalizeSegment(part));
    }
  });
  return `/${segments.join('/')}`;
}

function canonicalizeSegment(segment: string): string {
  let result = '';
  for (let index = 0; index < segment.length; index++) {
    const character = segment[index]!;
    const code = character === '%' ? /^[0-9a-fA-F]{2}/.exec(segment.slice(index + 1, index + 3))?.[0] : undefined;
    if (code) {
      const decoded = String.fromCharCode(parseInt(code, 16));
      result += UNRESERVED.test(decoded) ? decoded : `%${code}`;
      index += 2;
    } else if (ESCAPED.test(character)) {
      const point = String.fromCodePoint(segment.codePointAt(index)!);
      for (const byte of Buffer.from(point, 'utf8')) result += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
      index += point.length - 1;
    } else {
      result += character;
    }
  }
  return result;
}
