import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'EnvoyFilter',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('is warned of always', () => {
  expect(problemsOf({})).toEqual([
    "IST0133 spec: An EnvoyFilter patches what istiod makes for Envoy, which any upgrade may change: prefer Istio's other kinds where they can do it.",
  ]);
});

test('asks patches for what and how', () => {
  expect(
    problemsOf({
      configPatches: [
        {},
        { applyTo: 'CLUSTER' },
        { applyTo: 'CLUSTER', patch: {} },
        { applyTo: 'CLUSTER', patch: { operation: 'MERGE' } },
        { applyTo: 'CLUSTER', patch: { operation: 'REMOVE' } },
      ],
    }),
  ).toEqual([
    "IST0133 spec: An EnvoyFilter patches what istiod makes for Envoy, which any upgrade may change: prefer Istio's other kinds where they can do it.",
    'IST0106 spec.configPatches.0.applyTo: What to patch is missing: set applyTo.',
    'IST0106 spec.configPatches.1.patch: The patch is missing: give its operation and value.',
    'IST0106 spec.configPatches.2.patch.operation: The operation of the patch is missing: give it.',
    'IST0106 spec.configPatches.3.patch.value: MERGE needs a value: give it.',
  ]);
});

test('does not look at patches for waypoints', () => {
  expect(problemsOf({ configPatches: [{ match: { context: 'WAYPOINT' } }] })).toEqual([
    "IST0133 spec: An EnvoyFilter patches what istiod makes for Envoy, which any upgrade may change: prefer Istio's other kinds where they can do it.",
  ]);
});

test('asks for a match of the class that is patched', () => {
  expect(
    problemsOf({
      configPatches: [
        { applyTo: 'LISTENER', match: { cluster: {} }, patch: { operation: 'REMOVE' } },
        { applyTo: 'HTTP_ROUTE', match: { listener: {} }, patch: { operation: 'REMOVE' } },
        { applyTo: 'CLUSTER', match: { proxy: { proxyVersion: '(' } }, patch: { operation: 'REMOVE' } },
      ],
    }),
  ).toEqual([
    "IST0133 spec: An EnvoyFilter patches what istiod makes for Envoy, which any upgrade may change: prefer Istio's other kinds where they can do it.",
    'IST0106 spec.configPatches.0.match: LISTENER is found by a match of its listener: use that, or change applyTo.',
    'IST0106 spec.configPatches.1.match: HTTP_ROUTE is found by a match of its routeConfiguration: use that, or change applyTo.',
    'IST0106 spec.configPatches.2.match.proxy.proxyVersion: "(" is not in RE2\'s syntax (missing closing ): `(`).',
  ]);
});

test('asks matches of filters for names', () => {
  expect(
    problemsOf({
      configPatches: [
        { applyTo: 'HTTP_FILTER', match: { listener: { filterChain: { filter: {} } } }, patch: { operation: 'REMOVE' } },
        {
          applyTo: 'NETWORK_FILTER',
          match: { listener: { filterChain: { filter: { name: 'a', subFilter: { name: 'b' } } } } },
          patch: { operation: 'REMOVE' },
        },
        {
          applyTo: 'HTTP_FILTER',
          match: { listener: { filterChain: { filter: { name: 'a', subFilter: { name: 'b' } } } } },
          patch: { operation: 'REMOVE' },
        },
        {
          applyTo: 'HTTP_FILTER',
          match: { listener: { filterChain: { filter: { name: 'envoy.http_connection_manager', subFilter: { name: 'envoy.router' } } } } },
          patch: { operation: 'REMOVE' },
        },
        { applyTo: 'LISTENER', match: { listener: { filterChain: { filter: { name: 'a' } } } }, patch: { operation: 'REMOVE' } },
      ],
    }),
  ).toEqual([
    "IST0133 spec: An EnvoyFilter patches what istiod makes for Envoy, which any upgrade may change: prefer Istio's other kinds where they can do it.",
    'IST0106 spec.configPatches.0.match.listener.filterChain.filter: The name of the filter to match is missing: give it.',
    'IST0106 spec.configPatches.1.match.listener.filterChain.filter: Only an HTTP_FILTER has a subFilter, not a NETWORK_FILTER: remove it.',
    'IST0106 spec.configPatches.2.match.listener.filterChain.filter: Only envoy.filters.network.http_connection_manager has subFilters: match it by that name.',
    'IST0133 spec.configPatches.3.match.listener.filterChain.filter.name: "envoy.http_connection_manager" is an old name of the filter: use "envoy.filters.network.http_connection_manager".',
    'IST0133 spec.configPatches.3.match.listener.filterChain.filter.subFilter.name: "envoy.router" is an old name of the filter: use "envoy.filters.http.router".',
    'IST0133 spec.configPatches.4.match.listener.filterChain.filter: A match of a filter has no effect with LISTENER: remove it.',
  ]);
});

test('asks values for types that Envoy has', () => {
  expect(
    problemsOf({
      configPatches: [
        {
          applyTo: 'HTTP_FILTER',
          patch: {
            operation: 'ADD',
            value: { name: 'a', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Nope' } },
          },
        },
        { applyTo: 'HTTP_FILTER', patch: { operation: 'ADD', value: { name: 'a', typed_config: {} } } },
        { applyTo: 'HTTP_FILTER', patch: { operation: 'ADD', value: { name: 'a' } } },
        {
          applyTo: 'HTTP_FILTER',
          patch: {
            operation: 'ADD',
            value: { name: 'a', typed_config: { '@type': 'type.googleapis.com/udpa.type.v1.TypedStruct', value: { '@type': 'whatever' } } },
          },
        },
      ],
    }),
  ).toEqual([
    "IST0133 spec: An EnvoyFilter patches what istiod makes for Envoy, which any upgrade may change: prefer Istio's other kinds where they can do it.",
    'IST0106 spec.configPatches.0.patch.value.typed_config.@type: Envoy has no type "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Nope": mend its name, and use the types of the v3 API.',
    'IST0106 spec.configPatches.1.patch.value.typed_config: The type of the configuration is not said: give its "@type".',
    'IST0133 spec.configPatches.2.patch.value: The type of the configuration is not said, and Envoy will not guess it by the name: give typed_config with its "@type".',
  ]);
});
