import { HttpMatchRequest, isObject, Kind, StringMatch, textOf } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { httpRules } from '../http-rules';

/**
 * Regular expressions that look as if they searched: Envoy fits them to the whole value.
 * `CompiledGoogleReMatcher::match` (RE2::FullMatch), Envoy 1.40 source/common/common/regex.cc
 */
export const wholeRegex: Analyzer = {
  name: 'virtual-service/whole-regex',
  codes: ['anchored-regex'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      for (const [index, match] of objectsWithIndex<HttpMatchRequest>(rule.match)) {
        for (const [path, value] of regexesOf(match)) {
          const isPath = path[0] === 'uri';
          // Who wrote both anchors means the whole value.
          if (value.startsWith('^') && value.endsWith('$')) continue;
          const plain = value.replace(/^\^/, '').replace(/\$$/, '');
          const why =
            isPath && /^[A-Za-z0-9_-]/.test(plain) && !plain.includes('|') ? 'no path begins so, for all begin with "/"' : undefined;
          const reason = why ?? (/^[A-Za-z0-9_\-/ ]+$/.test(plain) ? 'it is the one value that fits' : undefined);
          if (reason === undefined) continue;
          yield {
            code: 'anchored-regex',
            resource,
            field: [...field, 'match', index, ...path, 'regex'],
            message: `A regex must fit the whole value, and of "${value}" ${reason}. Write .* where anything may stand, or exact for this one value.`,
          };
        }
      }
    }
  },
};

function* regexesOf(match: HttpMatchRequest): Iterable<[FieldPath, string]> {
  for (const name of ['uri', 'scheme', 'method', 'authority'] as const) {
    const regex = textOf(match[name]?.regex);
    if (regex !== '') yield [[name], regex];
  }
  for (const map of ['headers', 'withoutHeaders', 'queryParams'] as const) {
    const values = match[map];
    if (!isObject(values)) continue;
    for (const [name, value] of Object.entries<StringMatch | null>(values)) {
      const regex = textOf(value?.regex);
      if (regex !== '') yield [[map, name], regex];
    }
  }
}
