import { HttpMatchRequest, StringMatch } from '../../model';
import { Condition, headerCondition, pseudoHeaderCondition, queryCondition, withoutHeaderCondition } from './condition';
import { HttpRequest } from './http-request';
import { asTexts, compileStringMatch, quote } from './string-matcher';

/** What part of the path a route matched, which decides what a rewrite replaces. */
export type PathMatch = { readonly kind: 'prefix'; readonly prefix: string } | { readonly kind: 'whole' };

/** The conditions of one Envoy route. `TranslateRouteMatch`, istio 1.30.3 pilot/pkg/networking/core/route/route.go */
export interface RouteMatch {
  readonly path: PathMatch;
  readonly conditions: readonly Condition[];
}

const EVERYTHING: RouteMatch = { path: { kind: 'prefix', prefix: '/' }, conditions: [] };

/** Compiles a match; none fits everything. Rules that ask the same share what is made of it, for many do. */
export function compileRouteMatch(match: HttpMatchRequest | undefined): RouteMatch {
  if (!match) return EVERYTHING;
  const key = JSON.stringify(match);
  let compiled = known.get(key);
  if (!compiled) {
    if (known.size >= LIMIT) known.clear();
    known.set(key, (compiled = compile(match)));
  }
  return compiled;
}

const known = new Map<string, RouteMatch>();
const LIMIT = 10_000;

function compile(match: HttpMatchRequest): RouteMatch {
  const conditions: Condition[] = [];
  const path = uriCondition(match.uri && asTexts(match.uri), !!match.ignoreUriCase, conditions);
  for (const [name, value] of Object.entries(match.headers ?? {})) conditions.push(headerCondition(name, value));
  for (const [name, value] of Object.entries(match.withoutHeaders ?? {})) conditions.push(withoutHeaderCondition(name, value));
  if (match.method) conditions.push(pseudoHeaderCondition('method', match.method));
  if (match.authority) conditions.push(pseudoHeaderCondition('authority', match.authority));
  if (match.scheme) conditions.push(pseudoHeaderCondition('scheme', match.scheme));
  for (const [name, value] of Object.entries(match.queryParams ?? {})) conditions.push(queryCondition(name, value));
  return { path, conditions };
}

const URI = ['uri'];

/**
 * The path without query: equal, beginning with (as a string, not by segments), or fitting a regex as a whole.
 * `ignoreUriCase` has no effect on a regex.
 */
function uriCondition(uri: StringMatch | undefined, ignoreCase: boolean, conditions: Condition[]): PathMatch {
  const got = (request: HttpRequest): string => quote(request.pathOnly);
  const add = (holds: Condition['holds'], want: string): void => void conditions.push({ field: 'uri', path: URI, holds, want, got });
  const note = ignoreCase ? ' (whatever its case)' : '';
  if (uri?.exact !== undefined) {
    const { exact } = uri;
    const lower = exact.toLowerCase();
    add(
      ignoreCase ? (request) => request.pathOnly.toLowerCase() === lower : (request) => request.pathOnly === exact,
      `exact ${quote(exact)}${note}`,
    );
    return { kind: 'whole' };
  }
  if (uri?.prefix !== undefined) {
    const { prefix } = uri;
    const lower = prefix.toLowerCase();
    const holds = ignoreCase
      ? (request: HttpRequest): boolean => request.pathOnly.toLowerCase().startsWith(lower)
      : (request: HttpRequest): boolean => request.pathOnly.startsWith(prefix);
    if (prefix !== '/') add(holds, `prefix ${quote(prefix)}${note}`);
    return { kind: 'prefix', prefix };
  }
  if (uri?.regex !== undefined) {
    const matcher = compileStringMatch(uri);
    add((request) => matcher.matches(request.pathOnly), matcher.description);
    return { kind: 'whole' };
  }
  return EVERYTHING.path;
}

/** The first condition that does not hold. */
export function failingCondition(match: RouteMatch, request: HttpRequest): Condition | undefined {
  for (const condition of match.conditions) if (!condition.holds(request)) return condition;
  return undefined;
}

/** True of a match that fits every path and asks for nothing else: what stands behind it is never reached. `IsCatchAllRoute` */
export function isCatchAll(match: HttpMatchRequest | undefined): boolean {
  if (!match) return true;
  const { uri } = match;
  const isAnyPath =
    !uri ||
    (uri.exact === undefined && (uri.prefix === '/' || (uri.prefix === undefined && (uri.regex === undefined || uri.regex === '.*'))));
  return (
    isAnyPath &&
    !match.method &&
    !match.authority &&
    !match.scheme &&
    isEmpty(match.headers) &&
    isEmpty(match.withoutHeaders) &&
    isEmpty(match.queryParams)
  );
}

function isEmpty(record: object | undefined): boolean {
  for (const key in record) if (Object.hasOwn(record, key)) return false;
  return true;
}
