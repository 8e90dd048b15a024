import { HttpMatchRequest, isObject, numberOf, StringMatch, textOf } from '../../../model';

/** A match by path prefix, with its other conditions in the form in which Istio compares them. */
export interface PrefixMatch {
  readonly rule: number;
  readonly prefix: string;
  readonly port: number;
  /** `exact:` or `prefix:` and the value; empty where the match names neither, GET where it names no method. */
  readonly method: string;
  readonly authority: string;
  readonly maps: readonly ReadonlyMap<string, string>[];
}

/** `genMatchHTTPRoutes`, istio 1.30.3 pkg/config/validation/validation.go; undefined of a match without path prefix. */
export function toPrefixMatch(match: HttpMatchRequest, rule: number): PrefixMatch | undefined {
  const prefix = textOf(match.uri?.prefix);
  if (prefix === '') return undefined;
  return {
    rule,
    prefix,
    port: numberOf(match.port ?? 0),
    method: exactOrPrefix(match.method) || 'exact:GET',
    authority: exactOrPrefix(match.authority),
    maps: [match.headers, match.queryParams, match.withoutHeaders].map(
      (map) => new Map(isObject(map) ? Object.entries(map).map(([name, value]) => [name, exactOrPrefix(value as StringMatch)]) : []),
    ),
  };
}

function exactOrPrefix(match: StringMatch | null | undefined): string {
  const exact = textOf(match?.exact);
  if (exact !== '') return `exact:${exact}`;
  const prefix = textOf(match?.prefix);
  return prefix === '' ? '' : `prefix:${prefix}`;
}

/**
 * The earlier matches, by their prefixes, that cover a later one; equal prefixes aside.
 * `coveredValidation`, istio 1.30.3 pkg/config/validation/validation.go, where a later condition that begins an earlier
 * one counts as covered.
 */
export function* coveredBy(later: PrefixMatch, earlier: ReadonlyMap<string, readonly PrefixMatch[]>): Iterable<PrefixMatch> {
  for (let length = 1; length < Math.min(later.prefix.length, LONGEST_PREFIX); length++) {
    for (const each of earlier.get(later.prefix.slice(0, length)) ?? []) {
      const isCovered =
        each.port === later.port &&
        each.method.startsWith(later.method) &&
        each.authority.startsWith(later.authority) &&
        each.maps.every((map, index) => coversMap(map, later.maps[index]!));
      if (isCovered) yield each;
    }
  }
}

/** Beyond this many letters prefixes are not compared: no path that a person wrote is as long. */
const LONGEST_PREFIX = 1024;

function coversMap(earlier: ReadonlyMap<string, string>, later: ReadonlyMap<string, string>): boolean {
  if (earlier.size !== later.size) return false;
  for (const [name, value] of earlier) {
    const other = later.get(name);
    if (other === undefined || !value.startsWith(other)) return false;
  }
  return true;
}
