import { Headers, HttpRouteDestination, isObject, Kind } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { unknownCommand } from '../envoy-command';
import { httpRules } from '../http-rules';

/**
 * Header values with a `%COMMAND%` that Envoy doesn't know: it refuses all routes of the port; and those that are empty,
 * which do nothing. Both pass the webhook. `SubstitutionFormatParser`, Envoy 1.40
 * source/common/formatter/substitution_formatter.cc; `HeaderParser::evaluateHeaders`, source/common/router/header_parser.cc
 */
export const headerCommand: Analyzer = {
  name: 'virtual-service/header-command',
  codes: ['empty-header-value', 'unknown-header-command'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      const places: [Headers | undefined, FieldPath][] = [[rule.headers, [...field, 'headers']]];
      for (const [index, route] of objectsWithIndex<HttpRouteDestination>(rule.route)) {
        places.push([route.headers, [...field, 'route', index, 'headers']]);
      }
      for (const [headers, path] of places) {
        for (const [name, value, place] of valuesOf(headers, path)) {
          const command = unknownCommand(value);
          if (command !== undefined) {
            yield {
              code: 'unknown-header-command',
              resource,
              field: place,
              message: `Envoy knows no command %${command}%, and refuses all routes of this port with it. Mend the name; a plain % is written %%.`,
            };
          } else if (value.trim() === '') {
            yield {
              code: 'empty-header-value',
              resource,
              field: place,
              message: `An empty value neither sets nor removes the header "${name}". Give a value, or list the name under remove.`,
            };
          }
        }
      }
    }
  },
};

function* valuesOf(headers: Headers | undefined, path: FieldPath): Iterable<[string, string, FieldPath]> {
  for (const direction of ['request', 'response'] as const) {
    for (const operation of ['set', 'add'] as const) {
      const values = headers?.[direction]?.[operation];
      if (!isObject(values)) continue;
      for (const [name, value] of Object.entries(values)) {
        if (typeof value === 'string') yield [name, value, [...path, direction, operation, name]];
      }
    }
  }
}
