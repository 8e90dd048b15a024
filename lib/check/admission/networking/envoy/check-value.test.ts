import type { AdmissionProblem } from '../../problem';
import { Spot } from '../../spot';
import { checkEnvoyValue } from './check-value';

/** What is said of a patch's value, `!` before what refuses it. */
function problemsOf(applyTo: string, value: Record<string, unknown>): string[] {
  const problems: AdmissionProblem[] = [];
  checkEnvoyValue(applyTo, value, Spot.root(problems));
  return problems.map(({ level, field, message }) => `${level === 'error' ? '! ' : ''}${field.join('.')}: ${message}`);
}

const typed = (type: string, fields: object = {}): object => ({ '@type': `type.googleapis.com/${type}`, ...fields });
const filter = (type: string, fields: object = {}): Record<string, unknown> => ({ name: 'a', typed_config: typed(type, fields) });

const RATE_LIMIT = 'envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit';
const LUA = 'envoy.extensions.filters.http.lua.v3.Lua';

test.each<[string, string, Record<string, unknown>]>([
  [
    'a cluster, its fields by both sorts of names',
    'CLUSTER',
    {
      name: 'a',
      connect_timeout: '1.5s',
      lbPolicy: 'ROUND_ROBIN',
      per_connection_buffer_limit_bytes: 32768,
      typedExtensionProtocolOptions: {},
    },
  ],
  ['numbers as texts, enums as numbers', 'CLUSTER', { perConnectionBufferLimitBytes: ' 5 ', lb_policy: 3, dns_lookup_family: 99 }],
  ['null for anything', 'CLUSTER', { name: null, lb_policy: null, filters: [null], metadata: { filter_metadata: { a: null } } }],
  ['both names of a field, of which that of JSON stays', 'CLUSTER', { connectTimeout: '1s', connect_timeout: 1 }],
  [
    'several members of a oneof',
    'CLUSTER',
    { type: 'EDS', cluster_type: { name: 'a', typed_config: typed('google.protobuf.Empty', { value: {} }) } },
  ],
  ['data without types', 'CLUSTER', { metadata: { filter_metadata: { istio: { '@type': 'any', list: [1, { a: null }] } } } }],
  [
    'a filter in a list of another',
    'HTTP_FILTER',
    filter(RATE_LIMIT, {
      stat_prefix: 'a',
      token_bucket: { max_tokens: 4, tokens_per_fill: '4', fill_interval: '60s' },
      filter_enabled: { default_value: { numerator: 100, denominator: 'HUNDRED' } },
      response_headers_to_add: [{ append: false, header: { key: 'a', value: 'b' } }],
    }),
  ],
  ['a TypedStruct', 'HTTP_FILTER', filter('udpa.type.v1.TypedStruct', { type_url: 'x/whatever', value: { '@type': 1, any: ['thing'] } })],
  ['a message with a form of its own', 'HTTP_FILTER', filter('google.protobuf.Duration', { value: '1s', beside: 'is passed over' })],
  ['one that is null', 'HTTP_FILTER', filter('google.protobuf.UInt32Value', { value: null })],
  ['Any in Any', 'HTTP_FILTER', filter('google.protobuf.Any', { value: typed('google.protobuf.StringValue', { value: 'a' }) })],
  ['any host of types', 'HTTP_FILTER', { typed_config: { '@type': `example.com/a/${LUA}`, default_source_code: { inline_string: '--' } } }],
  ['a message within a message', 'HTTP_FILTER', filter('envoy.config.route.v3.RateLimit.Action')],
  ['configuration to be discovered', 'HTTP_FILTER', { name: 'a', config_discovery: { type_urls: [LUA], config_source: { ads: {} } } }],
  ['a map of types', 'VIRTUAL_HOST', { typed_per_filter_config: { a: typed(LUA), b: null } }],
  ['wrapped scalars', 'LISTENER', { transparent: true, connection_balance_config: { exact_balance: {} }, tcp_backlog_size: 5 }],
  ['a list where extensions lack their type', 'FILTER_CHAIN', { filters: [{ name: 'a' }] }],
  [
    'numbers by number',
    'NETWORK_FILTER',
    filter('envoy.extensions.filters.network.dubbo_proxy.v3.MethodMatch', { params_match: { 0: {} } }),
  ],
])('takes %s', (_, applyTo, value) => {
  expect(problemsOf(applyTo, value)).toEqual([]);
});

test.each<[string, string, Record<string, unknown>, string]>([
  [
    'a text for a number',
    'CLUSTER',
    { per_connection_buffer_limit_bytes: '32Ki' },
    'per_connection_buffer_limit_bytes: This must be a whole number',
  ],
  [
    'a number out of range',
    'CLUSTER',
    { circuit_breakers: { thresholds: [{ max_requests: 4294967296 }] } },
    'circuit_breakers.thresholds.0.max_requests: This must be a whole number from 0 to 4294967295',
  ],
  ['a number for a text', 'CLUSTER', { name: 5 }, 'name: This must be a string'],
  ['a text for a boolean', 'LISTENER', { transparent: 'true' }, 'transparent: This must be true or false'],
  ['a number for a duration', 'CLUSTER', { connect_timeout: 5 }, 'connect_timeout: 5 is not a duration'],
  ['a duration without unit', 'CLUSTER', { connect_timeout: '5' }, 'connect_timeout: "5" is not a duration'],
  ["an enum's value that it has not", 'CLUSTER', { lb_policy: 'round_robin' }, 'lb_policy: This must be one of ROUND_ROBIN, '],
  ['a mapping for a list', 'VIRTUAL_HOST', { domains: { a: 1 } }, 'domains: This must be a list'],
  ['a text for a list', 'VIRTUAL_HOST', { domains: 'a' }, 'domains: This must be a list'],
  ['a list for a message', 'HTTP_ROUTE', { route: [] }, 'route: This must be a mapping'],
  [
    'a text for data',
    'CLUSTER',
    { metadata: { filter_metadata: { istio: 'a' } } },
    'metadata.filter_metadata.istio: This must be a mapping',
  ],
  [
    'a wrong key of a map',
    'NETWORK_FILTER',
    filter('envoy.extensions.filters.network.dubbo_proxy.v3.MethodMatch', { params_match: { a: {} } }),
    'typed_config.params_match.a: This must be a whole number',
  ],
  [
    'what is wrong in a filter',
    'HTTP_FILTER',
    filter(RATE_LIMIT, { token_bucket: { fill_interval: 60 } }),
    'typed_config.token_bucket.fill_interval: 60 is not a duration',
  ],
  [
    'what is wrong in a route of a virtual host',
    'VIRTUAL_HOST',
    { routes: [{ match: { prefix: 5 } }] },
    'routes.0.match.prefix: This must be a string',
  ],
  ['what a later member of a oneof hides', 'CLUSTER', { type: 'NOPE', cluster_type: { name: 'a' } }, 'type: This must be one of'],
  ['no type', 'HTTP_FILTER', { name: 'a', typed_config: { stat_prefix: 'a' } }, 'typed_config: The type of the configuration is not said'],
  [
    'no type in a map',
    'VIRTUAL_HOST',
    { typed_per_filter_config: { a: {} } },
    'typed_per_filter_config.a: The type of the configuration is not said',
  ],
  ['a type that is no text', 'HTTP_FILTER', { typed_config: { '@type': 5 } }, 'typed_config.@type: The type must be a string'],
  [
    'a type that is not there',
    'HTTP_FILTER',
    filter('envoy.extensions.filters.http.lua.v3.Nope'),
    'typed_config.@type: Envoy has no type "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Nope": mend its name',
  ],
  [
    'a type mistyped',
    'HTTP_FILTER',
    filter('envoy.extensions.filters.http.lua.v3.Lau'),
    `typed_config.@type: Envoy has no type "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lau": perhaps ${LUA} is meant.`,
  ],
  ['a type of the v2 API', 'HTTP_FILTER', filter('envoy.extensions.filters.http.lua.v2.Lua'), `perhaps ${LUA} is meant.`],
  [
    "a type of Google's that istiod has no use for",
    'HTTP_FILTER',
    filter('google.protobuf.FieldMask', { paths: ['a'] }),
    'typed_config.@type: Envoy has no type',
  ],
  ['an enum for a type', 'HTTP_FILTER', filter('envoy.config.core.v3.RequestMethod'), 'typed_config.@type: Envoy has no type'],
  [
    'no value beside the type',
    'HTTP_FILTER',
    filter('google.protobuf.Empty'),
    'typed_config: A google.protobuf.Empty stands in a field "value"',
  ],
  [
    'a wrong value beside the type',
    'HTTP_FILTER',
    filter('google.protobuf.Duration', { value: 1 }),
    'typed_config.value: 1 is not a duration',
  ],
  [
    "a whole number that a float can't hold",
    'HTTP_FILTER',
    filter('google.protobuf.UInt64Value', { value: 2 ** 64 }),
    'typed_config.value: This must be a whole number from 0 to 18446744073709551615',
  ],
  [
    'too large a float',
    'HTTP_FILTER',
    filter('google.protobuf.FloatValue', { value: 1e39 }),
    'typed_config.value: This must be a number that 32 bits can hold',
  ],
  [
    'no time',
    'HTTP_FILTER',
    filter('google.protobuf.Timestamp', { value: '2026-02-30T00:00:00Z' }),
    'typed_config.value: "2026-02-30T00:00:00Z" is not a time',
  ],
  ['a class of objects by its number', '99', {}, ': What 99 stands for Istio does not know'],
])('refuses %s', (_, applyTo, value, problem) => {
  const problems = problemsOf(applyTo, value).filter((each) => each.startsWith('! '));
  expect(problems).toEqual([expect.stringContaining(problem)]);
});

test.each<[string, string, Record<string, unknown>, string[]]>([
  [
    'a field mistyped, and knows what is meant',
    'CLUSTER',
    { conect_timeout: '1s' },
    [
      'conect_timeout: istiod knows no field "conect_timeout" of envoy.config.cluster.v3.Cluster and leaves it out: perhaps connect_timeout is meant.',
    ],
  ],
  [
    'a field mistyped in the names of JSON',
    'CLUSTER',
    { conectTimeout: '1s' },
    [
      'conectTimeout: istiod knows no field "conectTimeout" of envoy.config.cluster.v3.Cluster and leaves it out: perhaps connectTimeout is meant.',
    ],
  ],
  [
    'fields that are nothing like any, wherever they are',
    'HTTP_FILTER',
    filter(RATE_LIMIT, { token_bucket: { constructor: 1 } }),
    [
      'typed_config.token_bucket.constructor: istiod knows no field "constructor" of envoy.type.v3.TokenBucket and leaves it out: correct its name, or remove it.',
    ],
  ],
  [
    'an extension without its type',
    'HTTP_FILTER',
    { name: 'envoy.filters.http.router' },
    [': The type of the configuration is not said, and Envoy will not guess it by the name: give typed_config with its "@type".'],
  ],
  [
    'an extension without its type within other messages',
    'FILTER_CHAIN',
    { transport_socket: { name: 'tls' } },
    [
      'transport_socket: The type of the configuration is not said, and Envoy will not guess it by the name: give typed_config with its "@type".',
    ],
  ],
])('warns of %s', (_, applyTo, value, problems) => {
  expect(problemsOf(applyTo, value)).toEqual(problems);
});

test('looks for types only in what stays of a oneof, its last member', () => {
  const route = { route: { retry_policy: { retry_priority: { name: 'a' } } } };
  expect(problemsOf('HTTP_ROUTE', route)).toEqual([
    expect.stringMatching(/^route\.retry_policy\.retry_priority: The type of the configuration is not said/),
  ]);
  expect(problemsOf('HTTP_ROUTE', { redirect: {}, ...route })).toEqual([]);
  expect(problemsOf('HTTP_ROUTE', { ...route, redirect: {} })).toEqual([]);
});

test('leaves alone what no cluster could hold', () => {
  const value: Record<string, unknown> = { name: 5 };
  value.filters = [value];
  expect(problemsOf('CLUSTER', value)).toEqual([]);
});
