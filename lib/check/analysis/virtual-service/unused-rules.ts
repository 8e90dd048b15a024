import { at, HttpMatchRequest, HttpRoute, isObject, Kind, listOf, Resource, textOf, VirtualServiceSpec } from '../../../model';
import { Analyzer, Report } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { canonicalMatch } from './canonical-match';
import { coveredBy, PrefixMatch, toPrefixMatch } from './prefix-match';

type Protocol = 'http' | 'tcp' | 'tls';
type Rule = Pick<HttpRoute, 'name'> & { readonly match?: readonly HttpMatchRequest[] };

/**
 * Rules that never run and matches that never decide, because an earlier rule takes what they would. Istio compares
 * whole matches for equality and, of HTTP, path prefixes with the same other conditions.
 * `analyzeUnreachableHTTPRules` and its twins for TCP and TLS, istio 1.30.3 pkg/config/validation/validation.go
 */
export const unusedRules: Analyzer = {
  name: 'virtual-service/unused-rules',
  codes: ['IST0130', 'IST0131'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      for (const protocol of ['http', 'tcp', 'tls'] as const) {
        yield* unusedOf(resource, protocol, resource.spec[protocol]);
      }
      yield* coveredPrefixes(resource);
    }
  },
};

function* unusedOf(resource: Resource, protocol: Protocol, rules: readonly Rule[] | undefined): Iterable<Report> {
  const seen = new Map<string, number>();
  let catchAll: number | undefined;
  for (const [index, rule] of objectsWithIndex(rules)) {
    const field = ['spec', protocol, index];
    const matches = listOf(rule.match);
    if (matches.length === 0) {
      if (catchAll !== undefined) yield unreachable(resource, field, `${nameOf(rules, catchAll)} without match takes all before it`);
      catchAll = index;
      continue;
    }
    if (catchAll !== undefined) {
      yield unreachable(resource, field, `${nameOf(rules, catchAll)} without match takes all before it`);
      continue;
    }
    let repeated = 0;
    for (const [place, match] of objectsWithIndex(matches)) {
      const key = canonicalMatch(match, protocol);
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, index);
        continue;
      }
      repeated++;
      yield {
        code: 'IST0131',
        resource,
        field: [...field, 'match', place],
        message: `${nameOf(rules, earlier)} has this very match already, and comes first. Remove it here or there.`,
      };
    }
    if (repeated === matches.length) yield unreachable(resource, field, 'earlier rules have all of its matches');
  }
}

function unreachable(resource: Resource, field: readonly (string | number)[], why: string): Report {
  return { code: 'IST0130', resource, field, message: `This rule is never reached: ${why}. Move it up, or remove it.` };
}

function* coveredPrefixes(resource: Resource<VirtualServiceSpec>): Iterable<Report> {
  const earlier = new Map<string, PrefixMatch[]>();
  const seen = new Set<string>();
  for (const [rule, route] of objectsWithIndex(resource.spec.http)) {
    if (listOf(route.match).length === 0) return;
    for (const [index, match] of objectsWithIndex(route.match)) {
      const key = canonicalMatch(match, 'http');
      if (seen.has(key)) continue;
      seen.add(key);
      const own = toPrefixMatch(match, rule);
      if (!own) continue;
      for (const cover of coveredBy(own, earlier)) {
        yield {
          code: 'IST0131',
          resource,
          field: ['spec', 'http', rule, 'match', index, 'uri', 'prefix'],
          message: `The prefix "${own.prefix}" is part of "${cover.prefix}" of ${nameOf(resource.spec.http, cover.rule)}, which comes first and takes it. Put the longer prefix first.`,
        };
      }
      const list = earlier.get(own.prefix);
      if (list) list.push(own);
      else earlier.set(own.prefix, [own]);
    }
  }
}

/** A rule as others name it: by its name, else its place. */
function nameOf(rules: readonly unknown[] | undefined, index: number): string {
  const name = textOf(at(isObject(listOf(rules)[index]) ? listOf(rules)[index] : undefined, 'name'));
  return name === '' ? `rule ${index}` : `rule "${name}"`;
}
