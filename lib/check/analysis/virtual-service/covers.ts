import { HttpMatchRequest, isObject, listOf, StringMatch, StringMatches } from '../../../model';
import { canonicalMatch } from './canonical-match';

/** What `covers` understands; a match with anything else covers only its like. */
const KNOWN: ReadonlySet<string> = new Set(
  'name uri scheme method authority headers withoutHeaders queryParams port sourceLabels sourceNamespace gateways ignoreUriCase statPrefix'.split(
    ' ',
  ),
);

/** True when every request that fits the second match surely fits the first; false where that is not certain. */
export function covers(wide: HttpMatchRequest, narrow: HttpMatchRequest): boolean {
  if (!Object.keys(wide).every((name) => KNOWN.has(name))) return false;
  if (wide.port && wide.port !== narrow.port) return false;
  if (listOf(wide.gateways).length > 0 && !listOf(narrow.gateways).every((each) => wide.gateways!.includes(each))) return false;
  if (listOf(wide.gateways).length > 0 && listOf(narrow.gateways).length === 0) return false;
  if (wide.sourceNamespace && wide.sourceNamespace !== narrow.sourceNamespace) return false;
  if (!Object.entries(wide.sourceLabels ?? {}).every(([name, value]) => narrow.sourceLabels?.[name] === value)) return false;
  const ignoresCase = wide.ignoreUriCase === true;
  if (narrow.ignoreUriCase === true && !ignoresCase && !takesAllPaths(wide.uri)) return false;
  return (
    (takesAllPaths(wide.uri) || coversText(wide.uri, narrow.uri, ignoresCase)) &&
    coversText(wide.scheme, narrow.scheme) &&
    coversText(wide.method, narrow.method) &&
    coversText(wide.authority, narrow.authority) &&
    coversMap(wide.headers, narrow.headers, true) &&
    coversMap(wide.queryParams, narrow.queryParams, true) &&
    coversMap(wide.withoutHeaders, narrow.withoutHeaders, false)
  );
}

/** Paths begin with a slash, but for the `*` of OPTIONS and the authority of CONNECT, which no rule is about. */
function takesAllPaths(uri: StringMatch | null | undefined): boolean {
  return !uri || uri.prefix === '/' || uri.regex === '.*' || uri.regex === '/.*';
}

function coversText(wide: StringMatch | null | undefined, narrow: StringMatch | null | undefined, ignoresCase = false): boolean {
  if (!wide) return true;
  if (!narrow) return false;
  const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  const { exact, prefix } = narrow;
  if (typeof wide.exact === 'string') return typeof exact === 'string' && fold(exact) === fold(wide.exact);
  if (typeof wide.prefix === 'string')
    return [exact, prefix].some((text) => typeof text === 'string' && fold(text).startsWith(fold(wide.prefix!)));
  if (typeof wide.regex === 'string') return wide.regex === narrow.regex || wide.regex === '.*';
  return false;
}

/** Every condition of the wide match must be implied by one of the narrow; an empty one asks for presence. */
function coversMap(wide: StringMatches | undefined, narrow: StringMatches | undefined, presenceIsWider: boolean): boolean {
  if (!isObject(wide)) return true;
  return Object.entries<StringMatch | null>(wide).every(([name, value]) => {
    if (!isObject(narrow) || !Object.hasOwn(narrow, name)) return false;
    const other = narrow[name];
    if (same(value, other)) return true;
    if (!presenceIsWider) return false;
    const isPresence = !isObject(value) || Object.keys(value).length === 0;
    return isPresence ? isObject(other) : coversText(value, other);
  });
}

function same(a: StringMatch | null | undefined, b: StringMatch | null | undefined): boolean {
  return canonicalMatch({ headers: { x: a ?? {} } }, 'http') === canonicalMatch({ headers: { x: b ?? {} } }, 'http');
}
