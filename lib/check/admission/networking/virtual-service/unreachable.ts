import { canonical } from '../../decode/canonical';
import type { Spot } from '../../spot';
import type { HttpMatchRequest } from './http-match';
import { PrefixIndex, prefixMatchOf } from './prefix-overlap';

/** VirtualServiceUnreachableRule and VirtualServiceIneffectiveMatch, which `istioctl analyze` tells from other warnings. */
const UNREACHABLE = 'IST0130';
const INEFFECTIVE = 'IST0131';

/** What the rules of a list have in common, whether for HTTP, TLS or TCP. */
interface Rule {
  readonly name?: string;
  readonly match: readonly object[];
}

/**
 * Rules that no request reaches, as far as istiod looks: rules after one that takes everything, and matches that an earlier rule has.
 * `analyzeUnreachableHTTPRules`, `analyzeUnreachableTCPRules`, `analyzeUnreachableTLSRules`,
 * istio 1.30.3 pkg/config/validation/validation.go
 */
export function checkReachable(rules: readonly Rule[], spot: Spot): void {
  const isAlone = matchesIn(rules) < 2;
  const seen = new Map<string, number>();
  let catchAll: number | undefined;
  for (const [index, rule] of rules.entries()) {
    const at = spot.at(index);
    if (rule.match.length === 0) {
      if (catchAll !== undefined) {
        at.warn(
          `The rule is never used: rule ${nameOf(rules, catchAll)} before it takes everything. Remove one, or give it a match.`,
          UNREACHABLE,
        );
      }
      catchAll = index;
      continue;
    }
    let duplicates = 0;
    for (const [number, match] of rule.match.entries()) {
      const matchSpot = at.at('match').at(number);
      if (catchAll !== undefined) {
        matchSpot.warn(
          `The match is never used: rule ${nameOf(rules, catchAll)} before it takes everything. Move it to the end.`,
          UNREACHABLE,
        );
        continue;
      }
      const key = isAlone ? '' : canonical({ ...match, name: '' });
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, index);
      else {
        duplicates++;
        matchSpot.warn(`The match is never used: rule ${nameOf(rules, earlier)} has the same one. Remove one of them.`, INEFFECTIVE);
      }
    }
    if (duplicates === rule.match.length) at.warn('The rule is never used: earlier rules have all its matches. Remove it.', UNREACHABLE);
  }
}

/** Matches by a prefix of the path that an earlier prefix covers. `analyzeUnreachableHTTPRules`, its second half */
export function checkPrefixes(rules: readonly { readonly name: string; readonly match: readonly HttpMatchRequest[] }[], spot: Spot): void {
  if (matchesIn(rules) < 2) return;
  const earlier = new PrefixIndex();
  const seen = new Set<string>();
  for (const [rule, { match }] of rules.entries()) {
    if (match.length === 0) break; // What follows is unreachable, and said to be.
    for (const [number, each] of match.entries()) {
      const prefix = prefixMatchOf(each, rule);
      if (!prefix) continue;
      const key = canonical({ ...each, name: '' });
      if (seen.has(key)) continue;
      seen.add(key);
      const covering = earlier.covering(prefix);
      earlier.add(prefix);
      if (!covering) continue;
      spot
        .at(rule)
        .at('match')
        .at(number)
        .warn(
          `The match is never used: the prefix ${JSON.stringify(covering.prefix)} of rule ${nameOf(rules, covering.rule)} before it takes ${JSON.stringify(prefix.prefix)} too. Put the longer prefix first.`,
          INEFFECTIVE,
        );
    }
  }
}

function matchesIn(rules: readonly Rule[]): number {
  return rules.reduce((sum, { match }) => sum + match.length, 0);
}

/** A rule in a message: its name, else its place. */
function nameOf(rules: readonly Rule[], index: number): string {
  const name = rules[index]?.name ?? '';
  return name === '' ? `#${index}` : JSON.stringify(name);
}
