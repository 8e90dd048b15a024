import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Duration } from 'cdk8s';
import {
  ClientTlsSettings,
  ConsistentHash,
  Destination,
  DestinationRule,
  DirectResponse,
  FaultAbort,
  Gateway,
  GatewayRef,
  H2UpgradePolicy,
  HashAlgorithm,
  HttpBody,
  HttpRewrite,
  HttpRoute,
  HttpRouteOptions,
  HttpServerProtocol,
  LoadBalancer,
  LocalityLbSetting,
  PortTrafficPolicy,
  ProxyProtocol,
  RedirectPort,
  Server,
  ServerCredential,
  ServerTlsSettings,
  StringMatch,
  TcpRoute,
  TlsProtocolVersion,
  TlsRoute,
  TrafficPolicy,
  TunnelProtocol,
  UnmatchedPreflights,
  VirtualService,
} from '..';

/**
 * Whether a user can say with the L2 everything that the CRDs of Istio know: each leaf of a kind's
 * schema, and each value of an enum, is emitted by one of the specimens below or is left out for a
 * reason. A field that a new Istio adds fails here until it has a prop or a reason.
 */

/** Left out of every policy of a DestinationRule: of the rule, of its subsets, and of single ports. */
const LEFT_OUT_OF_POLICIES = {
  'loadBalancer.consistentHash.minimumRingSize': 'deprecated for ringHash (destination_rule.proto, ConsistentHashLB.minimum_ring_size)',
  'loadBalancer.simple=LEAST_CONN': 'deprecated for LEAST_REQUEST, which it is read as (applyLoadBalancer in cluster_traffic_policy.go)',
  'loadBalancer.warmupDurationSecs': 'deprecated for warmup (destination_rule.proto, LoadBalancerSettings.warmup_duration_secs)',
  'outlierDetection.consecutiveErrors': 'deprecated for consecutive5xxErrors (destination_rule.proto, OutlierDetection.consecutive_errors)',
};
const POLICIES = [
  'trafficPolicy',
  'trafficPolicy.portLevelSettings[]',
  'subsets[].trafficPolicy',
  'subsets[].trafficPolicy.portLevelSettings[]',
];

/** Leaf paths that the L2 has no prop for, with the reason and where istio 1.30.3 shows it. */
const LEFT_OUT: Record<string, Record<string, string>> = {
  VirtualService: {
    'http[].corsPolicy.allowOrigin[]': 'deprecated for allowOrigins (virtual_service.proto, CorsPolicy.allow_origin)',
    'http[].corsPolicy.unmatchedPreflights=UNSPECIFIED':
      'the same as leaving it out (virtual_service.proto, CorsPolicy.UnmatchedPreflights)',
    'http[].fault.abort.http2Error': 'refused by istiod: "not supported yet" (pkg/config/validation, validateHTTPFaultInjectionAbort)',
    'http[].fault.delay.exponentialDelay':
      'refused by istiod: "not supported yet" (pkg/config/validation, validateHTTPFaultInjectionDelay)',
    'http[].fault.delay.percent': 'deprecated for percentage (virtual_service.proto, HTTPFaultInjection.Delay.percent)',
    'http[].mirrorPercent': 'deprecated for mirrorPercentage (virtual_service.proto, HTTPRoute.mirror_percent)',
    'http[].mirror_percent': 'the deprecated mirrorPercent in its old spelling',
    'tcp[].match[].sourceSubnet': 'without effect: nothing in pilot reads L4MatchAttributes.SourceSubnet',
  },
  DestinationRule: Object.fromEntries(
    POLICIES.flatMap((policy) => Object.entries(LEFT_OUT_OF_POLICIES).map(([path, reason]) => [`${policy}.${path}`, reason])),
  ),
  Gateway: {
    'servers[].defaultEndpoint': 'without effect: "NOT IMPLEMENTED" (gateway.proto, Server.default_endpoint)',
    'servers[].port.targetPort': 'deprecated, and refused by istiod (pkg/config/validation, validateServerPort)',
    'servers[].tls.tlsCertificates[].caCertificates':
      'without effect: ApplyToCommonTLSContext (pilot/pkg/security/model) takes the CA of all certificates from tls.caCertificates',
  },
};

const everyMatch = {
  name: 'all',
  uri: StringMatch.exact('/a'),
  ignoreUriCase: true,
  scheme: StringMatch.prefix('http'),
  method: StringMatch.regex('GET|HEAD'),
  authority: StringMatch.exact('shop'),
  headers: { 'end-user': StringMatch.exact('jason') },
  withoutHeaders: { 'x-test': StringMatch.prefix('a') },
  queryParams: { q: StringMatch.regex('.+') },
  port: 80,
  sourceLabels: { app: 'cart' },
  sourceNamespace: 'shop',
  gateways: [GatewayRef.MESH],
  statPrefix: 'all',
};
const kinds = ['exact', 'prefix', 'regex'] as const;
const everyStringMatch = kinds.map((kind) => {
  const match = StringMatch[kind]('a');
  return {
    uri: match,
    scheme: match,
    method: match,
    authority: match,
    headers: { h: match },
    withoutHeaders: { h: match },
    queryParams: { q: match },
  };
});
const operations = { set: { a: '1' }, add: { b: '2' }, remove: ['c'] };
const headers = { request: operations, response: operations };
const destination = Destination.host('reviews.shop.svc.cluster.local').port(80).weight(1).headers(headers);
const l4Destinations = [Destination.host('a').port(80).weight(1), subset('b').weight(1)];

const everyOption: HttpRouteOptions = {
  name: 'route',
  match: [everyMatch, ...everyStringMatch],
  headers,
  timeout: Duration.seconds(1),
  retries: {
    attempts: 1,
    perTryTimeout: Duration.seconds(1),
    retryOn: ['503'],
    backoff: Duration.millis(10),
    retryRemoteLocalities: true,
    retryIgnorePreviousHosts: false,
  },
  fault: { delay: { fixedDelay: Duration.seconds(1), percentage: 5 }, abort: FaultAbort.http(500, 5) },
  corsPolicy: {
    allowOrigins: kinds.map((kind) => StringMatch[kind]('https://a')),
    allowMethods: ['GET'],
    allowHeaders: ['x-a'],
    exposeHeaders: ['x-b'],
    maxAge: Duration.hours(1),
    allowCredentials: true,
    unmatchedPreflights: UnmatchedPreflights.FORWARD,
  },
};

function subset(name: string): Destination {
  const host = { name: 'reviews', ports: [], target: { host: 'reviews', subset: name } };
  return Destination.of(host).port(9080);
}

function virtualServices(chart: Chart): void {
  const directResponse = (body: DirectResponse['body']) => HttpRoute.respond({ status: 503, body });
  new VirtualService(chart, 'http', {
    hosts: ['shop'],
    gateways: [GatewayRef.MESH, GatewayRef.named('edge/gateway')],
    exportTo: ['*'],
    http: [
      HttpRoute.to([destination, subset('v1').weight(1)], { ...everyOption, rewrite: HttpRewrite.uri('/b', 'b') }),
      HttpRoute.to([destination], {
        rewrite: HttpRewrite.uriRegex('a', 'b'),
        mirrors: [{ destination: subset('v2'), percentage: 5 }],
        fault: { abort: FaultAbort.grpc('UNAVAILABLE') },
        corsPolicy: { unmatchedPreflights: UnmatchedPreflights.IGNORE },
      }),
      HttpRoute.to([destination], { mirrors: [{ destination: subset('v2'), percentage: 5 }, { destination: subset('v3') }] }),
      HttpRoute.redirect({ uri: '/', authority: 'a', scheme: 'https', port: RedirectPort.of(443), redirectCode: 302 }),
      HttpRoute.redirect({ uri: '/', port: RedirectPort.FROM_PROTOCOL_DEFAULT }),
      HttpRoute.redirect({ uri: '/', port: RedirectPort.FROM_REQUEST_PORT }),
      directResponse(HttpBody.text('down')),
      directResponse(HttpBody.base64('ZG93bg==')),
      HttpRoute.delegate(
        VirtualService.delegate(chart, 'delegate', { metadata: { namespace: 'other' }, http: [HttpRoute.to([destination])] }),
      ),
    ],
    tls: [
      TlsRoute.to(l4Destinations, {
        match: [
          {
            sniHosts: ['shop'],
            destinationSubnets: ['10.0.0.0/8'],
            port: 443,
            sourceLabels: { app: 'a' },
            sourceNamespace: 'a',
            gateways: [GatewayRef.MESH],
          },
        ],
      }),
    ],
    tcp: [
      TcpRoute.to(l4Destinations, {
        match: [
          { destinationSubnets: ['10.0.0.0/8'], port: 443, sourceLabels: { app: 'a' }, sourceNamespace: 'a', gateways: [GatewayRef.MESH] },
        ],
      }),
    ],
  });
}

function gateways(chart: Chart): void {
  const files = { serverCertificate: '/cert', privateKey: '/key' };
  const secret = ServerCredential.secret('cert', { caCertCredentialName: 'ca' });
  const allTls = [
    ServerTlsSettings.simple(ServerCredential.secrets(['rsa', 'ecdsa']), { cipherSuites: ['ECDHE-RSA-AES128-GCM-SHA256'] }),
    ServerTlsSettings.mutual(secret, { subjectAltNames: ['a'], verifyCertificateSpki: ['b'], verifyCertificateHash: ['c'] }),
    ServerTlsSettings.mutual(ServerCredential.files(files, { caCertificates: '/ca', caCrl: '/crl' })),
    ServerTlsSettings.optionalMutual(ServerCredential.certificates([files], { caCertificates: '/ca' })),
    ServerTlsSettings.istioMutual(),
    ServerTlsSettings.passthrough(),
    ServerTlsSettings.autoPassthrough(),
    ...Object.values(TlsProtocolVersion).map((version) =>
      ServerTlsSettings.simple(secretOnly, { minProtocolVersion: version, maxProtocolVersion: version }),
    ),
  ];
  new Gateway(chart, 'gateway', {
    selector: { istio: 'ingressgateway' },
    servers: [
      Server.http({ port: { number: 80 }, hosts: ['*'], httpsRedirect: true, bind: '10.0.0.1', name: 'plain' }),
      ...Object.values(HttpServerProtocol).map((protocol, index) =>
        Server.http({ port: { number: 8080 + index }, hosts: ['*'], protocol }),
      ),
      ...allTls.map((tls, index) => Server.https({ port: { number: 8443 + index }, hosts: ['*'], tls })),
    ],
  });
}
const secretOnly = ServerCredential.secret('cert');

/** Every field that a policy can set, in as many policies as exclude each other. */
function portPolicies(): Omit<PortTrafficPolicy, 'port'>[] {
  const warmup = { duration: Duration.seconds(30), minimumPercent: 5, aggression: 2 };
  const cookie = { name: 'user', path: '/', ttl: Duration.hours(1), attributes: [{ name: 'SameSite', value: 'Strict' }] };
  const files = { caCertificates: '/ca', caCrl: '/crl', sni: 'shop', subjectAltNames: ['shop'] };
  const connectionPool = (h2UpgradePolicy: H2UpgradePolicy) => ({
    tcp: {
      maxConnections: 1,
      connectTimeout: Duration.seconds(1),
      idleTimeout: Duration.seconds(1),
      maxConnectionDuration: Duration.seconds(1),
      tcpKeepalive: { probes: 1, time: Duration.seconds(1), interval: Duration.seconds(1) },
    },
    http: {
      http1MaxPendingRequests: 1,
      http2MaxRequests: 1,
      idleTimeout: Duration.seconds(1),
      maxConcurrentStreams: 1,
      maxRequestsPerConnection: 1,
      maxRetries: 1,
      useClientProtocol: false,
      h2UpgradePolicy,
    },
  });
  const loadBalancers = [
    LoadBalancer.unspecified(),
    LoadBalancer.roundRobin({ warmup, localityLbSetting: LocalityLbSetting.enabled() }),
    LoadBalancer.leastRequest({ localityLbSetting: LocalityLbSetting.distribute([{ from: 'a', to: { b: 100 } }]) }),
    LoadBalancer.random({ localityLbSetting: LocalityLbSetting.failover([{ from: 'a', to: 'b' }]) }),
    LoadBalancer.passthrough(),
    LoadBalancer.consistentHash(ConsistentHash.httpHeader('user', HashAlgorithm.ringHash(1024)), {
      localityLbSetting: LocalityLbSetting.failoverPriority(['version']),
    }),
    LoadBalancer.consistentHash(ConsistentHash.httpCookie(cookie, HashAlgorithm.maglev())),
    LoadBalancer.consistentHash(ConsistentHash.sourceIp()),
    LoadBalancer.consistentHash(ConsistentHash.httpQueryParameter('user')),
  ];
  const tls = [
    ClientTlsSettings.disable(),
    ClientTlsSettings.simple(files),
    ClientTlsSettings.simple({ insecureSkipVerify: true }),
    ClientTlsSettings.mutual({ clientCertificate: '/cert', privateKey: '/key' }, files),
    ClientTlsSettings.mutualFromSecret('cert'),
    ClientTlsSettings.istioMutual(),
  ];
  const outlierDetection = {
    consecutive5xxErrors: 1,
    consecutiveGatewayErrors: 1,
    splitExternalLocalOriginErrors: true,
    consecutiveLocalOriginFailures: 1,
    interval: Duration.seconds(1),
    baseEjectionTime: Duration.seconds(1),
    maxEjectionPercent: 1,
    minHealthPercent: 1,
  };
  return [
    { outlierDetection },
    ...Object.values(H2UpgradePolicy).map((policy) => ({ connectionPool: connectionPool(policy) })),
    ...loadBalancers.map((loadBalancer) => ({ loadBalancer })),
    ...tls.map((tls) => ({ tls })),
  ];
}

function destinationRules(chart: Chart): void {
  const policies: TrafficPolicy[] = [
    ...portPolicies(),
    { portLevelSettings: portPolicies().map((policy, index) => ({ ...policy, port: index + 1 })) },
    ...Object.values(TunnelProtocol).map((protocol) => ({ tunnel: { protocol, targetHost: 'proxy.example.com', targetPort: 3128 } })),
    ...Object.values(ProxyProtocol).map((proxyProtocol) => ({ proxyProtocol })),
    { retryBudget: { percent: 10, minRetryConcurrency: 1 } },
  ];
  policies.forEach((trafficPolicy, index) => {
    const rule = new DestinationRule(chart, `rule-${index}`, {
      host: 'shop',
      trafficPolicy,
      exportTo: ['.'],
      workloadSelector: { app: 'a' },
    });
    rule.addSubset('v1', { labels: { version: 'v1' }, trafficPolicy });
  });
}

interface Schema {
  readonly properties?: Record<string, Schema>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly enum?: string[];
}

/** Leaves of a schema: `a[].b`, of a map `c{}`, of an enum `d=VALUE` for each of its values. */
function leavesOf(schema: Schema, path = ''): string[] {
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, field]) => leavesOf(field, path ? `${path}.${name}` : name));
  if (schema.items) return leavesOf(schema.items, `${path}[]`);
  if (schema.additionalProperties) return leavesOf(schema.additionalProperties, `${path}{}`);
  return schema.enum ? schema.enum.map((value) => `${path}=${value}`) : [path];
}

/** Leaves of the schema that a manifest has; what the schema does not know is a leaf `unknown: …`. */
function leavesIn(value: any, schema: Schema | undefined, path = ''): string[] {
  if (!schema) return [`unknown: ${path}`];
  if (schema.properties) {
    return Object.entries(value).flatMap(([name, field]) => leavesIn(field, schema.properties![name], path ? `${path}.${name}` : name));
  }
  if (schema.items) return value.flatMap((item: unknown) => leavesIn(item, schema.items, `${path}[]`));
  if (schema.additionalProperties) return Object.values(value).flatMap((item) => leavesIn(item, schema.additionalProperties, `${path}{}`));
  return schema.enum ? [`${path}=${value}`] : [path];
}

const { kinds: crds } = JSON.parse(readFileSync(join(__dirname, '../../imports/schemas.json'), 'utf8'));

describe.each([
  ['VirtualService', virtualServices],
  ['Gateway', gateways],
  ['DestinationRule', destinationRules],
])('the CRD of %s', (kind, specimens) => {
  const crd = crds[kind];
  const spec: Schema = crd.schemas[crd.versions.v1].properties.spec;
  const chart = new Chart(new App(), 'specimens');
  specimens(chart);
  const manifests = chart.node.findAll().filter((construct) => construct instanceof ApiObject && construct.kind === kind) as ApiObject[];
  const emitted = new Set(manifests.flatMap((object) => leavesIn(object.toJson().spec, spec)));
  const leaves = leavesOf(spec);
  const leftOut = Object.keys(LEFT_OUT[kind]!);

  test('has no leaf that the L2 can neither emit nor leaves out for a reason', () => {
    expect(leaves.length).toBeGreaterThan(15);
    expect(leaves.filter((leaf) => !emitted.has(leaf) && !leftOut.includes(leaf))).toEqual([]);
  });

  test('knows every field that the L2 emits', () => {
    expect([...emitted].filter((leaf) => !leaves.includes(leaf))).toEqual([]);
  });

  test('has every leaf that is left out, and the L2 really does not emit it', () => {
    expect(leftOut.filter((leaf) => !leaves.includes(leaf) || emitted.has(leaf))).toEqual([]);
  });
});
