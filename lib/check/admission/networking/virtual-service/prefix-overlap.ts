import type { HttpMatchRequest } from './http-match';
import type { StringMatch } from './string-match';

/** A match by a prefix of the path, with whatever else it asks for in the form in which istiod compares it. */
export interface PrefixMatch {
  /** The rule's index in the list of rules. */
  readonly rule: number;
  readonly prefix: string;
  readonly port: number;
  readonly method: string;
  readonly authority: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly queryParams: ReadonlyMap<string, string>;
  readonly withoutHeaders: ReadonlyMap<string, string>;
}

/** `genMatchHTTPRoutes`, istio 1.30.3 pkg/config/validation/validation.go */
export function prefixMatchOf(match: HttpMatchRequest, rule: number): PrefixMatch | undefined {
  const prefix = match.uri?.prefix ?? '';
  if (prefix === '') return undefined;
  return {
    rule,
    prefix,
    port: match.port,
    method: comparable(match.method) || 'exact:GET',
    authority: comparable(match.authority),
    headers: comparableValues(match.headers),
    queryParams: comparableValues(match.queryParams),
    withoutHeaders: comparableValues(match.withoutHeaders),
  };
}

/** A pattern as istiod compares it; of a regex it knows nothing. `assignExactOrPrefix` */
function comparable(match: StringMatch | undefined): string {
  if (match?.exact) return `exact:${match.exact}`;
  return match?.prefix ? `prefix:${match.prefix}` : '';
}

function comparableValues(matches: ReadonlyMap<string, StringMatch>): ReadonlyMap<string, string> {
  return new Map([...matches].map(([name, match]) => [name, comparable(match)]));
}

/** The prefix matches seen so far, found by the prefixes of a later one. */
export class PrefixIndex {
  private readonly byPrefix = new Map<string, PrefixMatch[]>();
  private readonly lengths = new Set<number>();

  public add(match: PrefixMatch): void {
    const same = this.byPrefix.get(match.prefix);
    if (same) same.push(match);
    else this.byPrefix.set(match.prefix, [match]);
    this.lengths.add(match.prefix.length);
  }

  /** One of which istiod says that it covers the later match; equal prefixes are not looked at. */
  public covering(later: PrefixMatch): PrefixMatch | undefined {
    for (const length of this.lengths) {
      if (length >= later.prefix.length) continue;
      const found = this.byPrefix.get(later.prefix.slice(0, length))?.find((earlier) => covers(earlier, later));
      if (found) return found;
    }
    return undefined;
  }
}

/** `coveredValidation`, besides the prefixes */
function covers(earlier: PrefixMatch, later: PrefixMatch): boolean {
  return (
    earlier.port === later.port &&
    earlier.method.startsWith(later.method) &&
    earlier.authority.startsWith(later.authority) &&
    coversAll(earlier.headers, later.headers) &&
    coversAll(earlier.queryParams, later.queryParams) &&
    coversAll(earlier.withoutHeaders, later.withoutHeaders)
  );
}

function coversAll(earlier: ReadonlyMap<string, string>, later: ReadonlyMap<string, string>): boolean {
  if (earlier.size !== later.size) return false;
  for (const [name, value] of earlier) {
    const other = later.get(name);
    if (other === undefined || !value.startsWith(other)) return false;
  }
  return true;
}
