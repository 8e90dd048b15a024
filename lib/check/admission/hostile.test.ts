import fc from 'fast-check';
import { toResource } from '../../model/resource';
import { checkAdmission } from './check-admission';
import { KINDS } from './kinds';

/** A spec of each kind with much in it, to be spoiled. */
const SPECS: Readonly<Record<string, unknown>> = {
  'networking.istio.io/Gateway': {
    selector: { istio: 'ingressgateway' },
    servers: [
      { port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: ['*.example.com'], tls: { mode: 'SIMPLE', credentialName: 'c' } },
    ],
  },
  'networking.istio.io/VirtualService': {
    hosts: ['reviews', '*.example.com'],
    gateways: ['ns/gw'],
    http: [
      {
        match: [{ uri: { prefix: '/a' }, headers: { 'x-a': { regex: 'a+' } }, sourceLabels: { app: 'x' } }],
        route: [
          { destination: { host: 'reviews', subset: 'v1', port: { number: 80 } }, weight: 90, headers: { request: { set: { a: '%B%' } } } },
        ],
        fault: { delay: { fixedDelay: '5s', percentage: { value: 10 } }, abort: { httpStatus: 500 } },
        corsPolicy: { allowOrigins: [{ exact: 'https://a' }], maxAge: '24h' },
        retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,503' },
        mirrors: [{ destination: { host: 'b' }, percentage: { value: 50 } }],
      },
    ],
    tls: [{ match: [{ sniHosts: ['a.example.com'], destinationSubnets: ['10.0.0.0/8'] }], route: [{ destination: { host: 'a' } }] }],
    exportTo: ['.'],
  },
  'networking.istio.io/DestinationRule': {
    host: 'reviews',
    subsets: [{ name: 'v1', labels: { version: 'v1' }, trafficPolicy: { tls: { mode: 'MUTUAL' } } }],
    trafficPolicy: {
      loadBalancer: {
        consistentHash: { httpCookie: { name: 'a', ttl: '1s', attributes: [{ name: 'b' }] }, maglev: { tableSize: 65537 } },
        localityLbSetting: { distribute: [{ from: 'us/*', to: { 'us/a': 50, eu: 50 } }] },
        warmup: { duration: '10s', aggression: 1.5 },
      },
      connectionPool: { tcp: { idleTimeout: '0s' }, http: { maxRetries: 3 } },
      outlierDetection: { consecutive5xxErrors: 7, interval: '1s' },
      portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }],
    },
  },
  'networking.istio.io/ServiceEntry': {
    hosts: ['a.example.com'],
    addresses: ['10.0.0.1'],
    ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
    resolution: 'STATIC',
    endpoints: [{ address: '1.2.3.4', ports: { http: 80 }, labels: { a: 'b' } }],
  },
  'networking.istio.io/Sidecar': {
    workloadSelector: { labels: { app: 'x' } },
    ingress: [{ port: { number: 80, protocol: 'HTTP', name: 'a' }, defaultEndpoint: '127.0.0.1:80', connectionPool: { http: {} } }],
    egress: [{ hosts: ['./*', 'ns/a.b'] }],
    outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: 'a.b', port: { number: 1 } } },
  },
  'networking.istio.io/WorkloadEntry': { address: '1.2.3.4', ports: { a: 80 }, labels: { a: 'b' } },
  'networking.istio.io/WorkloadGroup': {
    template: {},
    metadata: { labels: { a: 'b' } },
    probe: { httpGet: { port: 80, httpHeaders: [{ name: 'a' }] } },
  },
  'networking.istio.io/EnvoyFilter': {
    configPatches: [
      {
        applyTo: 'HTTP_FILTER',
        match: {
          listener: { filterChain: { filter: { name: 'envoy.filters.network.http_connection_manager' } } },
          proxy: { proxyVersion: '1.*' },
        },
        patch: {
          operation: 'ADD',
          value: {
            name: 'a',
            typed_config: {
              '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
              token_bucket: { max_tokens: 4, fill_interval: '60s' },
              filter_enabled: { default_value: { numerator: 100, denominator: 'HUNDRED' } },
            },
          },
        },
      },
      {
        applyTo: 'CLUSTER',
        patch: {
          operation: 'MERGE',
          value: {
            connect_timeout: '1s',
            circuit_breakers: { thresholds: [{ max_requests: 5, retry_budget: { budget_percent: { value: 1.5 } } }] },
            metadata: { filter_metadata: { a: { b: [1] } } },
            typed_extension_protocol_options: { a: { '@type': 'x/google.protobuf.Struct', value: {} } },
          },
        },
      },
    ],
  },
  'networking.istio.io/ProxyConfig': { concurrency: 2, environmentVariables: { a: 'b' } },
  'security.istio.io/AuthorizationPolicy': {
    action: 'DENY',
    selector: { matchLabels: { app: 'x' } },
    rules: [
      {
        from: [{ source: { principals: ['a'], ipBlocks: ['10.0.0.0/8'] } }],
        to: [{ operation: { paths: ['/{*}'], ports: ['80'] } }],
        when: [{ key: 'request.headers[x]', values: ['a'] }],
      },
    ],
  },
  'security.istio.io/PeerAuthentication': { selector: { matchLabels: { app: 'x' } }, portLevelMtls: { 80: { mode: 'STRICT' } } },
  'security.istio.io/RequestAuthentication': {
    jwtRules: [
      {
        issuer: 'i',
        jwksUri: 'https://a/b',
        jwks: '{"keys":[{"kty":"RSA","e":"AQAB","n":"ab"}]}',
        outputClaimToHeaders: [{ header: 'a', claim: 'b' }],
      },
    ],
  },
  'telemetry.istio.io/Telemetry': {
    tracing: [{ providers: [{ name: 'a' }], customTags: { a: { literal: { value: 'b' } } } }],
    metrics: [{ overrides: [{ match: { metric: 'ALL_METRICS' }, tagOverrides: { a: { value: 'b' } } }] }],
    accessLogging: [{ filter: { expression: 'response.code >= 500' } }],
  },
  'extensions.istio.io/WasmPlugin': {
    url: 'oci://a/b',
    vmConfig: { env: [{ name: 'a', value: 'b' }] },
    match: [{ ports: [{ number: 80 }] }],
  },
  'extensions.istio.io/TrafficExtension': { lua: { inlineCode: 'x' }, targetRefs: [{ kind: 'Service', name: 'a' }] },
};

/** Values that are wrong nearly everywhere. */
const poison = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(NaN, Infinity, -0, 1e308, 2 ** 53, undefined, new Date(0), Symbol.iterator.toString(), () => 1, 10n),
  fc.constantFrom<unknown>({ __proto__: null }, JSON.parse('{"__proto__": {"a": 1}, "constructor": {}}'), [[[[]]]], { length: 3 }),
  fc.constantFrom(
    '%'.repeat(500),
    '('.repeat(2000),
    'a'.repeat(100_000),
    '*'.repeat(300),
    '\ud800',
    '\0',
    '{**}'.repeat(100),
    '(a*)*b'.repeat(100),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

/** Which field to spoil, how, and with what. */
const mutation = fc.record({
  place: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'repeat', 'add'),
  value: poison,
  key: fc.string({ maxLength: 8 }),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function spoil(spec: unknown, { place, how, value: given, key }: Mutation): void {
  const value: unknown = typeof given === 'object' ? structuredClone(given) : given;
  const fields: [Record<string, unknown>, string][] = [];
  const walk = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) return;
    for (const name of Object.keys(each)) {
      fields.push([each as Record<string, unknown>, name]);
      walk((each as Record<string, unknown>)[name]);
    }
  };
  walk(spec);
  const found = fields[place % Math.max(fields.length, 1)];
  if (!found) return;
  const [parent, name] = found;
  if (how === 'remove') delete parent[name];
  else if (how === 'add') parent[key] = value;
  else if (how === 'repeat' && Array.isArray(parent)) (parent as unknown[]).push(parent[name], parent[name]);
  else parent[name] = value;
}

function manifestOf(kind: string, spec: unknown): Record<string, unknown> {
  const [group, name] = kind.split('/') as [string, string];
  return { apiVersion: `${group}/v1`, kind: name, metadata: { name: 'x', namespace: 'shop' }, spec };
}

test('there is a specimen of every kind, with which nothing is wrong', () => {
  expect(Object.keys(SPECS).sort()).toEqual([...KINDS.keys()].sort());
  for (const [kind, spec] of Object.entries(SPECS)) {
    const errors = checkAdmission(toResource({ manifest: manifestOf(kind, spec) }, 'default')!).filter(({ level }) => level === 'error');
    expect([kind, errors]).toEqual([kind, SPOILED.get(kind) ?? []]);
  }
});

/** The subset's MUTUAL has no certificate, so that spoiling can mend something too. */
const SPOILED: ReadonlyMap<string, unknown> = new Map([
  [
    'networking.istio.io/DestinationRule',
    ['clientCertificate', 'privateKey'].map(
      (field) => expect.objectContaining({ field: ['spec', 'subsets', 0, 'trafficPolicy', 'tls', field] }) as unknown,
    ),
  ],
]);

test('5,000 spoiled objects are judged without an exception, alike each time, and left as they are', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(SPECS)), fc.array(mutation, { minLength: 1, maxLength: 4 }), (kind, mutations) => {
      const manifest = manifestOf(kind, structuredClone(SPECS[kind]));
      for (const each of mutations) spoil(manifest, each);
      const resource = toResource({ manifest }, 'default');
      if (!resource) return;
      freezeAll(manifest);
      const problems = checkAdmission(resource);
      expect(JSON.stringify(checkAdmission(resource))).toBe(JSON.stringify(problems));
      expect(problems.filter(({ message, field }) => !message.endsWith('.') || field.length === 0)).toEqual([]);
    }),
    { numRuns: 5000 },
  );
});

test('what lies in itself ends', () => {
  const value: Record<string, unknown> = {
    name: 'a',
    typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua' },
  };
  value.typed_config = { '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua', self: value, again: value };
  const spec = { configPatches: [{ applyTo: 'HTTP_FILTER', patch: { operation: 'ADD', value } }] };
  const problems = checkAdmission(toResource({ manifest: manifestOf('networking.istio.io/EnvoyFilter', spec) }, 'default')!);
  expect(problems.map(({ level }) => level)).toEqual(['warning']);
});

/** So that a change would throw. */
function freezeAll(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freezeAll);
}
