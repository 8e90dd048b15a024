import { App, Chart, Duration, Testing } from 'cdk8s';
import { LocalityLbSetting } from '../../networking';
import {
  AccessLog,
  ExtensionProvider,
  ForwardClientCertDetails,
  IstioOperatorInstall,
  LabelOperator,
  type MeshConfig,
  OutboundTrafficMode,
  Profile,
} from '.';

function meshConfig(config: MeshConfig, profile = Profile.DEFAULT): any {
  const chart = new Chart(new App(), 'mesh');
  new IstioOperatorInstall(chart, 'istio', { profile, meshConfig: config });
  return Testing.synth(chart)[0].spec.meshConfig;
}

/** The complaint about a mesh config, without what is the same of all. */
function refusal(config: any, profile = Profile.DEFAULT): string {
  try {
    meshConfig(config, profile);
  } catch (error) {
    expect((error as Error).message).toMatch(/^mesh\/istio: meshConfig/);
    return (error as Error).message.slice('mesh/istio: meshConfig'.length).replace(/^\./, '');
  }
  return 'none';
}

const jaeger = { service: 'jaeger-collector.observability.svc.cluster.local', port: 4317 };

test('props are rendered as the fields of MeshConfig', () => {
  expect(
    meshConfig({
      outboundTrafficPolicy: OutboundTrafficMode.REGISTRY_ONLY,
      enableAutoMtls: false,
      trustDomain: 'td.example.com',
      trustDomainAliases: ['old.example.com.'],
      localityLbSetting: LocalityLbSetting.disabled(),
      enableTracing: true,
      discoverySelectors: [
        { matchLabels: { mesh: 'yes' } },
        { matchExpressions: [{ key: 'team', operator: LabelOperator.IN, values: ['a', 'b'] }] },
        { matchExpressions: [{ key: 'off', operator: LabelOperator.DOES_NOT_EXIST }] },
      ],
      other: { connectTimeout: '5s', pathNormalization: { normalization: 'MERGE_SLASHES' } },
    }),
  ).toEqual({
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    enableAutoMtls: false,
    trustDomain: 'td.example.com',
    trustDomainAliases: ['old.example.com.'],
    localityLbSetting: { enabled: false },
    enableTracing: true,
    discoverySelectors: [
      { matchLabels: { mesh: 'yes' } },
      { matchExpressions: [{ key: 'team', operator: 'In', values: ['a', 'b'] }] },
      { matchExpressions: [{ key: 'off', operator: 'DoesNotExist' }] },
    ],
    connectTimeout: '5s',
    pathNormalization: { normalization: 'MERGE_SLASHES' },
  });
});

test('access logs are text, JSON or off', () => {
  expect(meshConfig({ accessLog: AccessLog.off() })).toEqual({ accessLogFile: '' });
  expect(meshConfig({ accessLog: AccessLog.text({ format: '%PROTOCOL%\n', path: '/var/log/a' }) })).toEqual({
    accessLogFile: '/var/log/a',
    accessLogEncoding: 'TEXT',
    accessLogFormat: '%PROTOCOL%\n',
  });
  expect(meshConfig({ accessLog: AccessLog.json({ fields: { status: '%RESPONSE_CODE%' } }) })).toEqual({
    accessLogFile: '/dev/stdout',
    accessLogEncoding: 'JSON',
    accessLogFormat: '{"status":"%RESPONSE_CODE%"}',
  });
});

test('durations are in seconds, as the JSON of protobuf has them', () => {
  const defaultConfig = { terminationDrainDuration: Duration.minutes(2), drainDuration: Duration.millis(1500) };
  expect(meshConfig({ defaultConfig })).toEqual({ defaultConfig: { terminationDrainDuration: '120s', drainDuration: '1.5s' } });
});

test('proxies are configured', () => {
  expect(
    meshConfig({
      defaultConfig: {
        holdApplicationUntilProxyStarts: true,
        concurrency: 0,
        tracing: { sampling: 12.5, maxPathTagLength: 64 },
        proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' },
        gatewayTopology: { numTrustedProxies: 1, forwardClientCertDetails: ForwardClientCertDetails.SANITIZE_SET },
        statsInclusionPrefixes: ['cluster.'],
        other: { statusPort: 15020 },
      },
    }).defaultConfig,
  ).toEqual({
    holdApplicationUntilProxyStarts: true,
    concurrency: 0,
    tracing: { sampling: 12.5, maxPathTagLength: 64 },
    proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' },
    gatewayTopology: { numTrustedProxies: 1, forwardClientCertDetails: 'SANITIZE_SET' },
    proxyStatsMatcher: { inclusionPrefixes: ['cluster.'] },
    statusPort: 15020,
  });
  // What the prop does not know of a field can be said in full, as long as the prop is not used.
  const tracing = { sampling: 1, customTags: { zone: { literal: { value: 'a' } } } };
  expect(meshConfig({ defaultConfig: { other: { tracing } } }).defaultConfig).toEqual({ tracing });
});

test('each kind of provider has its fields', () => {
  const authz = { service: 'authz.shop.svc.cluster.local', port: 8000 };
  expect(
    meshConfig({
      extensionProviders: [
        ExtensionProvider.openTelemetry('grpc', { ...jaeger, maxTagLength: 64 }),
        ExtensionProvider.openTelemetry('http', { ...jaeger, httpPath: '/v1/traces' }),
        ExtensionProvider.zipkin('zipkin', { service: 'infra/zipkin.infra.svc.cluster.local', port: 9411, path: '/api' }),
        ExtensionProvider.datadog('datadog', jaeger),
        ExtensionProvider.skywalking('skywalking', jaeger),
        ExtensionProvider.prometheus('metrics'),
        ExtensionProvider.fileAccessLog('file', { labels: { a: '%PROTOCOL%' } }),
        ExtensionProvider.openTelemetryAccessLog('logs', { ...jaeger, logName: 'mesh' }),
        ExtensionProvider.httpAccessLogService('als', jaeger),
        ExtensionProvider.tcpAccessLogService('tcp-als', jaeger),
        ExtensionProvider.extAuthzHttp('oauth', { ...authz, pathPrefix: '/check', includeRequestHeadersInCheck: ['cookie'] }),
        ExtensionProvider.extAuthzGrpc('opa', { ...authz, timeout: Duration.millis(500), failOpen: false, statusOnError: 503 }),
        ExtensionProvider.of('gcp', 'stackdriver', { maxTagLength: 64 }),
      ],
    }).extensionProviders,
  ).toEqual([
    { name: 'grpc', opentelemetry: { ...jaeger, maxTagLength: 64 } },
    { name: 'http', opentelemetry: { ...jaeger, http: { path: '/v1/traces' } } },
    { name: 'zipkin', zipkin: { service: 'infra/zipkin.infra.svc.cluster.local', port: 9411, path: '/api' } },
    { name: 'datadog', datadog: jaeger },
    { name: 'skywalking', skywalking: jaeger },
    { name: 'metrics', prometheus: {} },
    { name: 'file', envoyFileAccessLog: { path: '/dev/stdout', logFormat: { labels: { a: '%PROTOCOL%' } } } },
    { name: 'logs', envoyOtelAls: { ...jaeger, logName: 'mesh' } },
    { name: 'als', envoyHttpAls: jaeger },
    { name: 'tcp-als', envoyTcpAls: jaeger },
    { name: 'oauth', envoyExtAuthzHttp: { ...authz, pathPrefix: '/check', includeRequestHeadersInCheck: ['cookie'] } },
    { name: 'opa', envoyExtAuthzGrpc: { ...authz, timeout: '0.5s', failOpen: false, statusOnError: '503' } },
    { name: 'gcp', stackdriver: { maxTagLength: 64 } },
  ]);
});

test("a default provider is one of the mesh's, of the profile's, or of those that are always there", () => {
  const own = { extensionProviders: [ExtensionProvider.openTelemetry('jaeger', jaeger)], defaultProviders: { tracing: ['jaeger'] } };
  expect(meshConfig(own).defaultProviders).toEqual({ tracing: ['jaeger'] });
  expect(refusal({ defaultProviders: { metrics: ['prometheus'], accessLogging: ['envoy'] } })).toBe('none');
  expect(refusal({ defaultProviders: { tracing: ['otel-tracing'] } }, Profile.DEMO)).toBe('none');
  expect(refusal({ defaultProviders: { tracing: ['otel-tracing'] } })).toBe(
    'defaultProviders.tracing[0]: "otel-tracing" is not a provider of this mesh, so Istio would pass over it; ' +
      'add it to extensionProviders, or use one of prometheus, stackdriver, envoy',
  );
  // A list of one's own replaces demo's.
  expect(refusal({ ...own, defaultProviders: { tracing: ['otel-tracing'] } }, Profile.DEMO)).toContain('is not a provider of this mesh');
});

test.each<[any, string]>([
  [{ accessLog: '/dev/stdout' }, 'accessLog: "/dev/stdout" was not made by AccessLog; use a factory of it, e.g. AccessLog.json()'],
  [{ accessLog: AccessLog.text({ path: 'stdout' }) }, 'accessLog.path: "stdout" is not an absolute path'],
  [{ outboundTrafficPolicy: '' }, 'outboundTrafficPolicy: "" is not known here; use one of ALLOW_ANY, REGISTRY_ONLY'],
  [{ enableAutoMtls: 'true' }, 'enableAutoMtls: "true" is not a boolean'],
  [{ trustDomain: '' }, 'trustDomain: "" is not a trust domain'],
  [{ trustDomainAliases: ['A.com'] }, 'trustDomainAliases[0]: "A.com" is not a trust domain'],
  [{ discoverySelectors: [{}] }, 'discoverySelectors[0]: {} has no condition, so it fits everything'],
  [{ discoverySelectors: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }] }, '[0].matchExpressions[0].values: has no value'],
  [{ discoverySelectors: [{ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }] }, 'is nothing that Exists looks at'],
  [{ discoverySelectors: [{ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] }] }, '"Gt" is not known; use one of In,'],
  [{ other: { enableAutoMTLS: true } }, 'other.enableAutoMTLS: true is not a field of MeshConfig'],
  [{ other: { __proto__: 1, toString: 1 } }, 'other.toString: 1 is not a field of MeshConfig'],
  [{ other: { connectTimeout: '5m' } }, 'other.connectTimeout: "5m" has not the form of this field; give seconds'],
  [{ other: { dnsRefreshRate: Duration.seconds(5) } }, 'other.dnsRefreshRate: '],
  [{ other: { serviceSettings: [{ hosts: [new Date(0)] }] } }, 'other.serviceSettings[0].hosts[0]: "1970-01-01T00:00:00.000Z" is not JSON'],
  [{ trustDomain: 'a', other: { trustDomain: 'b' } }, 'other.trustDomain: "b" is given by a prop already'],
  [{ accessLog: AccessLog.off(), other: { accessLogFile: '' } }, 'other.accessLogFile: "" is given by a prop already'],
  [{ defaultConfig: { concurrency: -1 } }, 'defaultConfig.concurrency: -1 is out of range'],
  [{ defaultConfig: { tracing: { sampling: 101 } } }, 'defaultConfig.tracing.sampling: 101 is out of range; give a number from 0 to 100'],
  [{ defaultConfig: { drainDuration: 5 } }, 'defaultConfig.drainDuration: 5 is not a duration'],
  [{ defaultConfig: { proxyMetadata: { A: true } } }, 'defaultConfig.proxyMetadata.A: true is not a string'],
  [{ defaultConfig: { other: { zipkinAddress: 'a:1' } } }, 'defaultConfig.other.zipkinAddress: "a:1" is not a field of ProxyConfig'],
  [{ extensionProviders: [ExtensionProvider.zipkin('', jaeger)] }, 'extensionProviders[0].name: "" is not a name'],
  [
    { extensionProviders: ['a', 'A'].map((name) => ExtensionProvider.prometheus(name)) },
    'extensionProviders[1].name: "A" names a provider before it',
  ],
  [{ extensionProviders: [ExtensionProvider.zipkin('z', { service: 'a_b', port: 1 })] }, '[0].zipkin.service: "a_b" has the invalid label'],
  [{ extensionProviders: [ExtensionProvider.zipkin('z', { service: 'ns/zipkin', port: 1 })] }, '"ns/zipkin" is a short name'],
  [{ extensionProviders: [ExtensionProvider.zipkin('z', { service: 'z', port: 0 })] }, '[0].zipkin.port: 0 is out of range'],
  [
    { extensionProviders: [ExtensionProvider.extAuthzGrpc('a', { ...jaeger, statusOnError: 418 })] },
    '418 is not a status that Envoy knows',
  ],
  [
    { extensionProviders: [ExtensionProvider.extAuthzHttp('a', { ...jaeger, pathPrefix: 'check' })] },
    '"check" does not start with a slash',
  ],
  [
    { extensionProviders: [ExtensionProvider.of('a', 'lightstep', {})] },
    '"lightstep" is not a kind of provider; use one of envoyExtAuthzHttp',
  ],
  [{ acessLog: 1 }, 'acessLog: 1 is not a field of MeshConfig'],
])('refuses %j', (config, message) => {
  expect(refusal(config)).toContain(message);
});
