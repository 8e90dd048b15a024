import { HeaderOperations, Headers, HttpRouteDestination, isObject, Kind, stringsIn } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer, Report } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { httpRules, PlacedRule } from '../http-rules';

/**
 * Header operations that meet: Envoy removes first, then sets, then adds, so that what is removed and set is set, what is
 * set and added has both values, and a copy of a header that is removed is empty. Between a rule and its destinations
 * the order depends on how many destinations there are.
 * `HeaderParser::evaluateHeaders`, Envoy 1.40 source/common/router/header_parser.cc; `processDestination`,
 * `processWeightedDestination`, istio 1.30.3 pilot/pkg/networking/core/route/route.go
 */
export const headerOrder: Analyzer = {
  name: 'virtual-service/header-order',
  codes: ['copy-of-removed-header', 'header-at-two-levels', 'header-set-and-added', 'header-set-and-removed'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const placed of httpRules(context)) {
      const { resource, rule, field } = placed;
      yield* within(resource, rule.headers, [...field, 'headers']);
      for (const [index, { headers }] of objectsWithIndex<HttpRouteDestination>(rule.route)) {
        yield* within(resource, headers, [...field, 'route', index, 'headers']);
      }
      yield* between(placed);
    }
  },
};

const DIRECTIONS = ['request', 'response'] as const;

/** What one block says of a header twice. */
function* within(resource: Report['resource'], headers: Headers | undefined, field: FieldPath): Iterable<Report> {
  for (const direction of DIRECTIONS) {
    const block = headers?.[direction];
    if (!isObject(block)) continue;
    const removed = new Set(stringsIn(block.remove as string[] | undefined).map((name) => name.toLowerCase()));
    const added = new Set(namesOf(block, 'add').map((name) => name.toLowerCase()));
    for (const name of namesOf(block, 'set')) {
      const path = [...field, direction, 'set', name];
      if (removed.has(name.toLowerCase())) {
        yield {
          code: 'header-set-and-removed',
          resource,
          field: path,
          message: `"${name}" is removed first and then set, so it ends with this value. Keep it in set or in remove.`,
        };
      } else if (added.has(name.toLowerCase())) {
        yield {
          code: 'header-set-and-added',
          resource,
          field: path,
          message: `"${name}" is set first and then added to, so it has both values. Keep it in set or in add.`,
        };
      }
    }
    if (removed.size > 0) yield* copies(resource, block, removed, [...field, direction], direction);
  }
}

/** Values made of a header that the same block removes before. */
function* copies(
  resource: Report['resource'],
  block: HeaderOperations,
  removed: ReadonlySet<string>,
  field: FieldPath,
  direction: (typeof DIRECTIONS)[number],
): Iterable<Report> {
  const command = direction === 'request' ? /%REQ\(([^)?:]+)\)/g : /%RESP\(([^)?:]+)\)/g;
  for (const operation of ['set', 'add'] as const) {
    for (const name of namesOf(block, operation)) {
      const value = block[operation]![name];
      const source =
        typeof value === 'string' ? [...value.matchAll(command)].find(([, each]) => removed.has(each!.toLowerCase())) : undefined;
      if (!source) continue;
      yield {
        code: 'copy-of-removed-header',
        resource,
        field: [...field, operation, name],
        message: `"${source[1]}" is removed before this value is made of it, so nothing is copied. Take it out of remove.`,
      };
    }
  }
}

/** Headers that both the rule and one of its destinations change. */
function* between({ resource, rule, field }: PlacedRule): Iterable<Report> {
  const routes = objectsWithIndex<HttpRouteDestination>(rule.route);
  for (const direction of DIRECTIONS) {
    const outer = changed(rule.headers?.[direction]);
    if (outer.size === 0) continue;
    for (const [index, { headers }] of routes) {
      for (const name of changed(headers?.[direction])) {
        if (!outer.has(name)) continue;
        yield {
          code: 'header-at-two-levels',
          resource,
          field: [...field, 'route', index, 'headers', direction],
          message:
            `The rule changes "${name}" too: ` +
            (routes.length === 1
              ? 'with one destination the rule comes first, with several it would come last.'
              : 'with several destinations the rule comes last and wins, with one it would come first.') +
            ' Change it at one level.',
        };
      }
    }
  }
}

/** The names, in small letters, that a block sets, adds or removes. */
function changed(block: HeaderOperations | undefined): ReadonlySet<string> {
  if (!isObject(block)) return NONE;
  return new Set(
    [...namesOf(block, 'set'), ...namesOf(block, 'add'), ...stringsIn(block.remove as string[] | undefined)].map((name) =>
      name.toLowerCase(),
    ),
  );
}

/** The headers of an operation; Host has rules of its own. */
function namesOf(block: HeaderOperations, operation: 'set' | 'add'): readonly string[] {
  const values = block[operation];
  return isObject(values) ? Object.keys(values).filter((name) => !name.startsWith(':') && name.toLowerCase() !== 'host') : [];
}

const NONE: ReadonlySet<string> = new Set();
