import { StringMatch } from '../../model';
import { claimPathOf, claimValues } from './jwt-claims';
import { HttpRequest } from './http-request';
import { FieldPath } from '../trace';
import { compileStringMatch, isPresenceMatch, quote } from './string-matcher';

/** One condition of a match, compiled. All of a match's conditions have to hold. */
export interface Condition {
  /** The field, as in the manifest: `headers.end-user`, `uri`. */
  readonly field: string;
  /** The way to it from the match. */
  readonly path: FieldPath;
  readonly holds: (request: HttpRequest) => boolean;
  /** What is asked for: `exact "jason"`. */
  readonly want: string;
  /** What the request has, for traces. */
  readonly got: (request: HttpRequest) => string;
}

/** A condition on a header or, by a name that means one, on a claim. `translateHeaderMatch`, `translateMetadataMatch`: istio 1.30.3 pilot/pkg/networking/core/route/route.go */
export function headerCondition(name: string, match: StringMatch | null): Condition {
  const claim = claimPathOf(name);
  const path = ['headers', name];
  const field = path.join('.');
  if (claim) return claimCondition(path, claim, match, false);
  const lower = name.toLowerCase();
  const got = (request: HttpRequest): string => printLines(linesOf(request, lower));
  if (isPresenceMatch(match)) return { field, path, want: 'present', got, holds: (request) => linesOf(request, lower) !== undefined };
  const matcher = compileStringMatch(match!);
  return { field, path, want: matcher.description, got, holds: (request) => linesOf(request, lower)?.some(matcher.matches) ?? false };
}

/**
 * The opposite of a header condition. An absent header counts as empty, except where only presence is asked for.
 * `TreatMissingHeaderAsEmpty`, `TranslateRouteMatch`; `HeaderUtility::matchHeaders`, Envoy 1.36 source/common/http/header_utility.cc,
 * which compares the lines joined; 1.40 was seen to compare each
 */
export function withoutHeaderCondition(name: string, match: StringMatch | null): Condition {
  const path = ['withoutHeaders', name];
  const field = path.join('.');
  const claim = claimPathOf(name);
  if (claim) return claimCondition(path, claim, match, true);
  const lower = name.toLowerCase();
  const got = (request: HttpRequest): string => printLines(linesOf(request, lower));
  if (isPresenceMatch(match)) return { field, path, want: 'absent', got, holds: (request) => linesOf(request, lower) === undefined };
  const matcher = compileStringMatch(match!);
  const holds = (request: HttpRequest): boolean => !(linesOf(request, lower) ?? MISSING).some(matcher.matches);
  return { field, path, want: `not ${matcher.description}`, got, holds };
}

const MISSING: readonly string[] = [''];

/** A claim fits if it is, or lists, a fitting string; without a string to compare with nothing fits. */
function claimCondition(path: FieldPath, claim: readonly string[], match: StringMatch | null, isInverted: boolean): Condition {
  const matcher = match && !isUnset(match) ? compileStringMatch(match) : undefined;
  const fits = (request: HttpRequest): boolean => (matcher ? claimValues(request.claims, claim).some(matcher.matches) : false);
  return {
    field: path.join('.'),
    path,
    want: `${isInverted ? 'not ' : ''}${matcher?.description ?? 'nothing'}`,
    got: (request) => printLines(claimValues(request.claims, claim)),
    holds: isInverted ? (request) => !fits(request) : fits,
  };
}

function isUnset(match: StringMatch): boolean {
  return match.exact === undefined && match.prefix === undefined && match.regex === undefined;
}

/** A condition on a part of the request that is always there: method, authority, scheme. */
export function pseudoHeaderCondition(field: 'method' | 'authority' | 'scheme', match: StringMatch): Condition {
  const path = [field];
  if (isPresenceMatch(match)) return { field, path, want: 'present', got: (request) => quote(request[field]), holds: () => true };
  const matcher = compileStringMatch(match);
  return {
    field,
    path,
    want: matcher.description,
    got: (request) => quote(request[field]),
    holds: (request) => matcher.matches(request[field]),
  };
}

/**
 * A condition on a query parameter: its first occurrence counts, its value is compared as sent.
 * `QueryParameterMatcher`, Envoy 1.36 source/common/router/config_utility.cc
 */
export function queryCondition(name: string, match: StringMatch | null): Condition {
  const path = ['queryParams', name];
  const field = path.join('.');
  const got = (request: HttpRequest): string => {
    const value = queryParameter(request.path, name);
    return value === undefined ? 'none' : quote(value);
  };
  if (isPresenceMatch(match))
    return { field, path, want: 'present', got, holds: (request) => queryParameter(request.path, name) !== undefined };
  const matcher = compileStringMatch(match!);
  const holds = (request: HttpRequest): boolean => {
    const value = queryParameter(request.path, name);
    return value !== undefined && matcher.matches(value);
  };
  return { field, path, want: matcher.description, got, holds };
}

/** The value of a parameter's first occurrence; empty where there is no `=`. `QueryParamsMulti`, Envoy 1.36 source/common/http/utility.cc */
export function queryParameter(path: string, name: string): string | undefined {
  const start = path.indexOf('?');
  if (start < 0) return undefined;
  for (const pair of path.slice(start + 1).split('&')) {
    const equals = pair.indexOf('=');
    if ((equals < 0 ? pair : pair.slice(0, equals)) === name) return equals < 0 ? '' : pair.slice(equals + 1);
  }
  return undefined;
}

/** The lines of a header, by its name in lower case; Envoy knows the Host header as `:authority`, and pseudo headers by name. */
function linesOf(request: HttpRequest, lower: string): readonly string[] | undefined {
  switch (lower) {
    case ':authority':
    case 'host':
      return [request.authority];
    case ':method':
      return [request.method];
    case ':path':
      return [request.path];
    case ':scheme':
      return [request.scheme];
    case 'x-forwarded-proto':
      return [request.scheme];
    default:
      return request.headers.get(lower);
  }
}

function printLines(lines: readonly string[] | undefined): string {
  return lines === undefined || lines.length === 0 ? 'none' : lines.map(quote).join(', ');
}
