import { at, isObject, Kind, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { Code } from '../catalogue';
import { listOf } from '../../../model';

/** What neither ADD nor REMOVE can be used with. */
const NO_ADD_OR_REMOVE: ReadonlySet<string> = new Set(['ROUTE_CONFIGURATION', 'HTTP_ROUTE']);
const REPLACEABLE: ReadonlySet<string> = new Set(['NETWORK_FILTER', 'HTTP_FILTER', 'VIRTUAL_HOST']);

const MESSAGES = {
  IST0151:
    'Without a priority it is not defined whether this patch comes before or after what it refers to. Set spec.priority, or use INSERT_FIRST or ADD.',
  IST0152: 'REPLACE has no effect on this. Use MERGE, or apply it to a filter or virtual host.',
  IST0153: 'ADD has no effect on this. Use MERGE.',
  IST0154: 'REMOVE has no effect on this.',
  IST0155:
    'Without a priority it is not defined whether this patch comes before or after those of the same filter for certain proxy versions. Set spec.priority, or use INSERT_FIRST or ADD.',
} as const satisfies Partial<Record<Code, string>>;

/**
 * Patches that Istio ignores, or whose result depends on the order of EnvoyFilters.
 * `EnvoyPatchAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/envoyfilter/envoyfilter.go, which remembers the names of
 * versioned filters over all EnvoyFilters in no certain order; here in the order of creation.
 */
export const patches: Analyzer = {
  name: 'envoy-filter/patches',
  codes: ['IST0151', 'IST0152', 'IST0153', 'IST0154', 'IST0155'],
  kinds: [Kind.ENVOY_FILTER],
  *analyze(context) {
    const versioned = new Set<string>();
    for (const resource of context.of(Kind.ENVOY_FILTER)) {
      const priority = at(resource.spec, 'priority');
      for (const [index, each] of listOf(at(resource.spec, 'configPatches') as unknown[]).entries()) {
        const patch = at(each, 'patch');
        if (!isObject(patch)) break;
        const name = filterName(each);
        const code = codeFor(textOf(patch.operation), textOf(at(each, 'applyTo')));
        const relative = versioned.has(name) ? 'IST0155' : 'IST0151';
        const found = code === 'relative' ? (priority ? undefined : relative) : code;
        if (found) yield { code: found, resource, field: ['spec', 'configPatches', index], message: MESSAGES[found] };
        if (textOf(at(each, 'match', 'proxy', 'proxyVersion')) !== '') versioned.add(name);
      }
    }
  },
};

function codeFor(operation: string, applyTo: string): 'IST0152' | 'IST0153' | 'IST0154' | 'relative' | undefined {
  switch (operation) {
    case 'ADD':
      return NO_ADD_OR_REMOVE.has(applyTo) ? 'IST0153' : undefined;
    case 'REMOVE':
      return NO_ADD_OR_REMOVE.has(applyTo) ? 'IST0154' : 'relative';
    case 'REPLACE':
      return REPLACEABLE.has(applyTo) ? 'relative' : 'IST0152';
    case 'INSERT_BEFORE':
    case 'INSERT_AFTER':
      return 'relative';
    default:
      return undefined;
  }
}

/** The filter that a patch is about: that of its value, else that of its match; only patches with a value have one. */
function filterName(each: unknown): string {
  const value = at(each, 'patch', 'value');
  if (!isObject(value)) return '';
  if (Object.hasOwn(value, 'name')) return `value ${JSON.stringify(value.name)}`;
  return textOf(at(each, 'match', 'listener', 'filterChain', 'filter', 'name'));
}
