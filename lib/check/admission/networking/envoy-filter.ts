import { enumeration, INT32, list, map, message, optional, type Read, STRING, STRUCT, UINT32 } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { syntaxProblem } from '../value/regex';
import { checkLabelsSelector, LABELS_SELECTOR, TARGET_REF } from '../value/selector';
import { currentFilterName, HTTP_CONNECTION_MANAGERS } from './envoy-filter-names';
import { checkEnvoyValue } from './envoy/check-value';

const ROUTE_MATCH = message({ name: STRING, action: enumeration('ANY', 'ROUTE', 'REDIRECT', 'DIRECT_RESPONSE') });

const ROUTE_CONFIGURATION_MATCH = message({
  portNumber: UINT32,
  portName: STRING,
  gateway: STRING,
  vhost: optional(message({ name: STRING, domainName: STRING, route: optional(ROUTE_MATCH) })),
  name: STRING,
});

const NAMED = message({ name: STRING });
const FILTER_MATCH = message({ name: STRING, subFilter: optional(NAMED) });

const FILTER_CHAIN_MATCH = message({
  name: STRING,
  sni: STRING,
  transportProtocol: STRING,
  applicationProtocols: STRING,
  filter: optional(FILTER_MATCH),
  destinationPort: UINT32,
});

const LISTENER_MATCH = message({
  portNumber: UINT32,
  portName: STRING,
  filterChain: optional(FILTER_CHAIN_MATCH),
  listenerFilter: STRING,
  name: STRING,
});

const OBJECT_MATCH = message(
  {
    context: enumeration('ANY', 'SIDECAR_INBOUND', 'SIDECAR_OUTBOUND', 'GATEWAY', 'WAYPOINT'),
    proxy: optional(message({ proxyVersion: STRING, metadata: map(STRING) })),
    listener: optional(LISTENER_MATCH),
    routeConfiguration: optional(ROUTE_CONFIGURATION_MATCH),
    cluster: optional(message({ portNumber: UINT32, service: STRING, subset: STRING, name: STRING })),
    waypoint: optional(message({ portNumber: UINT32, route: optional(NAMED), filter: optional(FILTER_MATCH) })),
  },
  { oneOf: [['listener', 'routeConfiguration', 'cluster', 'waypoint']] },
);

const APPLY_TO = enumeration(
  ...(['INVALID', 'LISTENER', 'FILTER_CHAIN', 'NETWORK_FILTER', 'HTTP_FILTER', 'ROUTE_CONFIGURATION', 'VIRTUAL_HOST'] as const),
  ...(['HTTP_ROUTE', 'CLUSTER', 'EXTENSION_CONFIG', 'BOOTSTRAP', 'LISTENER_FILTER'] as const),
);

const PATCH = message({
  operation: enumeration('INVALID', 'MERGE', 'ADD', 'REMOVE', 'INSERT_BEFORE', 'INSERT_AFTER', 'INSERT_FIRST', 'REPLACE'),
  value: optional(STRUCT),
  filterClass: enumeration('UNSPECIFIED', 'AUTHN', 'AUTHZ', 'STATS'),
});

const CONFIG_PATCH = message({ applyTo: APPLY_TO, match: optional(OBJECT_MATCH), patch: optional(PATCH) });

/** networking/v1alpha3 `EnvoyFilter` */
export const ENVOY_FILTER = message(
  { workloadSelector: optional(LABELS_SELECTOR), targetRefs: list(TARGET_REF), configPatches: list(CONFIG_PATCH), priority: INT32 },
  { protoNames: { targetRefs: 'targetRefs' } },
);

type ConfigPatch = Read<typeof CONFIG_PATCH>;
type ListenerMatch = Read<typeof LISTENER_MATCH>;

/** `ValidateEnvoyFilter`, istio 1.30.3 pkg/config/validation/envoyfilter/envoyfilter.go */
export function checkEnvoyFilter(filter: Read<typeof ENVOY_FILTER>, _context: KindContext, spot: Spot): void {
  if (!checkLabelsSelector(filter.workloadSelector, spot.at('workloadSelector'))) return;
  spot.warn(
    "An EnvoyFilter patches what istiod makes for Envoy, which any upgrade may change: prefer Istio's other kinds where they can do it.",
  );
  for (const [index, patch] of filter.configPatches.entries()) {
    // istiod does not look at patches for waypoints.
    if (patch.match?.context !== 'WAYPOINT') checkConfigPatch(patch, spot.at('configPatches').at(index));
  }
}

/** One patch, of which istiod tells the first mistake only. */
function checkConfigPatch({ applyTo, match, patch }: ConfigPatch, spot: Spot): void {
  const at = spot.at('patch');
  if (applyTo === 'INVALID') return spot.at('applyTo').error('What to patch is missing: set applyTo.');
  if (!patch) return at.error('The patch is missing: give its operation and value.');
  if (patch.operation === 'INVALID') return at.at('operation').error('The operation of the patch is missing: give it.');
  if (patch.operation !== 'REMOVE' && !patch.value) return at.at('value').error(`${patch.operation} needs a value: give it.`);
  const version = match?.proxy?.proxyVersion ?? '';
  const versionProblem = version === '' ? undefined : syntaxProblem(version);
  if (versionProblem)
    return spot
      .at('match')
      .at('proxy')
      .at('proxyVersion')
      .error(`${JSON.stringify(version)} ${versionProblem}.`);
  if (checkMatch(applyTo, match, spot.at('match')) && patch.value) checkEnvoyValue(applyTo, patch.value, at.at('value'));
}

/** What can be matched of each class of objects. */
const MATCH_FIELD: ReadonlyMap<string, 'listener' | 'routeConfiguration' | 'cluster'> = new Map([
  ...(['LISTENER', 'FILTER_CHAIN', 'NETWORK_FILTER', 'HTTP_FILTER'] as const).map((each) => [each, 'listener'] as const),
  ...(['ROUTE_CONFIGURATION', 'VIRTUAL_HOST', 'HTTP_ROUTE'] as const).map((each) => [each, 'routeConfiguration'] as const),
  ['CLUSTER', 'cluster'] as const,
]);

/** False if istiod looks no further. */
function checkMatch(applyTo: ConfigPatch['applyTo'], match: ConfigPatch['match'], spot: Spot): boolean {
  const field = MATCH_FIELD.get(applyTo);
  if (!match || !field) return true;
  if (!match[field] && (match.listener ?? match.routeConfiguration ?? match.cluster ?? match.waypoint)) {
    spot.error(`${applyTo} is found by a match of its ${field}: use that, or change applyTo.`);
    return field !== 'listener';
  }
  return field !== 'listener' || checkListenerMatch(applyTo, match.listener, spot.at('listener').at('filterChain').at('filter'));
}

function checkListenerMatch(applyTo: ConfigPatch['applyTo'], listener: ListenerMatch | undefined, spot: Spot): boolean {
  const filter = listener?.filterChain?.filter;
  if (!filter) return true;
  if (applyTo === 'LISTENER' || applyTo === 'FILTER_CHAIN') spot.warn(`A match of a filter has no effect with ${applyTo}: remove it.`);
  const problem = filterMatchProblem(applyTo, filter);
  if (problem) spot.error(problem);
  else {
    checkFilterName(filter.name, spot.at('name'));
    checkFilterName(filter.subFilter?.name ?? '', spot.at('subFilter').at('name'));
  }
  return !problem;
}

function filterMatchProblem(applyTo: string, { name, subFilter }: Read<typeof FILTER_MATCH>): string | undefined {
  if (name === '') return 'The name of the filter to match is missing: give it.';
  if (!subFilter) return undefined;
  if (applyTo !== 'HTTP_FILTER') return `Only an HTTP_FILTER has a subFilter, not a ${applyTo}: remove it.`;
  if (!HTTP_CONNECTION_MANAGERS.has(name)) return `Only ${[...HTTP_CONNECTION_MANAGERS][0]} has subFilters: match it by that name.`;
  return subFilter.name === '' ? 'The name of the subFilter to match is missing: give it.' : undefined;
}

function checkFilterName(name: string, spot: Spot): void {
  const current = currentFilterName(name);
  if (current) spot.warn(`${JSON.stringify(name)} is an old name of the filter: use "${current}".`);
}
