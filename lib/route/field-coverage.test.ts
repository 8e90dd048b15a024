import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether anything that an author can write is silently left out of answers: each leaf of the schemas that routing
 * reads, and each field of mesh config, is modelled, has no effect on a decision, or is refused where it has one. A
 * field that a new Istio adds fails here until it is in one of the lists. What is refused is tested in
 * `honesty/honesty.test.ts`, what is modelled all over this folder and by `npm run cases`.
 * A path stands for all that is below it. The reasons are those of istio 1.30.3.
 */
interface Coverage {
  readonly modelled: readonly string[];
  /** Path to reason. */
  readonly withoutEffect: Record<string, string>;
  /** Path to the file of `honesty/` that refuses it, or of the stage that does. */
  readonly refused: Record<string, string>;
}

const LIMITS = 'a limit: it has a say in when requests fail under load, not in where they go';
const CONNECTIONS = 'how long connections are kept, not where they lead';
const CERTIFICATES = 'certificates are taken to fit (environment.ts)';
const NOT_SUPPORTED = 'refused by istiod: "not supported yet" (pkg/config/validation)';
const DEFAULTED = 'how a value is hashed, not which part of the request is';
const RETRIED = 'where and when a request is tried again, not where it goes first';

const connectionPool = (path: string): Record<string, string> => ({
  [`${path}.http.h2UpgradePolicy`]: 'the protocol between the proxies',
  [`${path}.http.idleTimeout`]: CONNECTIONS,
  [`${path}.http.maxConcurrentStreams`]: LIMITS,
  [`${path}.http.maxRequestsPerConnection`]: CONNECTIONS,
  [`${path}.http.useClientProtocol`]: 'the protocol between the proxies',
  [`${path}.tcp.idleTimeout`]: CONNECTIONS,
  [`${path}.tcp.maxConnectionDuration`]: CONNECTIONS,
  [`${path}.tcp.tcpKeepalive`]: CONNECTIONS,
});

const policy = (path: string): Coverage => ({
  modelled: [
    `${path}.connectionPool.http.http1MaxPendingRequests`,
    `${path}.connectionPool.http.http2MaxRequests`,
    `${path}.connectionPool.http.maxRetries`,
    `${path}.connectionPool.tcp.connectTimeout`,
    `${path}.connectionPool.tcp.maxConnections`,
    `${path}.loadBalancer.consistentHash.httpCookie.name`,
    `${path}.loadBalancer.consistentHash.httpHeaderName`,
    `${path}.loadBalancer.consistentHash.httpQueryParameterName`,
    `${path}.loadBalancer.consistentHash.useSourceIp`,
    `${path}.loadBalancer.localityLbSetting.enabled`,
    `${path}.loadBalancer.simple`,
    `${path}.outlierDetection.baseEjectionTime`,
    `${path}.outlierDetection.consecutive5xxErrors`,
    `${path}.outlierDetection.consecutiveGatewayErrors`,
    `${path}.outlierDetection.interval`,
    `${path}.outlierDetection.maxEjectionPercent`,
    `${path}.tls.clientCertificate`,
    `${path}.tls.credentialName`,
    `${path}.tls.mode`,
    `${path}.tls.privateKey`,
  ],
  withoutEffect: {
    ...connectionPool(`${path}.connectionPool`),
    [`${path}.loadBalancer.consistentHash.httpCookie.attributes`]: 'what a cookie that Envoy makes up carries',
    [`${path}.loadBalancer.consistentHash.httpCookie.path`]: 'what a cookie that Envoy makes up carries',
    [`${path}.loadBalancer.consistentHash.httpCookie.ttl`]: 'Envoy makes up a cookie, of a value that nobody can tell before',
    [`${path}.loadBalancer.consistentHash.maglev.tableSize`]: DEFAULTED,
    [`${path}.loadBalancer.consistentHash.minimumRingSize`]: DEFAULTED,
    [`${path}.loadBalancer.consistentHash.ringHash.minimumRingSize`]: DEFAULTED,
    [`${path}.loadBalancer.warmup`]: 'for a while after a start, a Pod gets less',
    [`${path}.loadBalancer.warmupDurationSecs`]: 'for a while after a start, a Pod gets less',
    [`${path}.outlierDetection.consecutiveErrors`]: 'deprecated, and nothing in pilot reads it (applyOutlierDetection)',
    [`${path}.outlierDetection.consecutiveLocalOriginFailures`]: 'when an endpoint is ejected; all are taken to be well',
    [`${path}.outlierDetection.minHealthPercent`]: 'when endpoints are ejected; all are taken to be well',
    [`${path}.outlierDetection.splitExternalLocalOriginErrors`]: 'when endpoints are ejected; all are taken to be well',
    [`${path}.tls.caCertificates`]: CERTIFICATES,
    [`${path}.tls.caCrl`]: CERTIFICATES,
    [`${path}.tls.insecureSkipVerify`]: CERTIFICATES,
    [`${path}.tls.sni`]: CERTIFICATES,
    [`${path}.tls.subjectAltNames`]: CERTIFICATES,
  },
  refused: {
    [`${path}.loadBalancer.localityLbSetting.distribute`]: 'honesty/locality.ts',
    [`${path}.loadBalancer.localityLbSetting.failover`]: 'honesty/locality.ts',
    [`${path}.loadBalancer.localityLbSetting.failoverPriority`]: 'honesty/locality.ts',
  },
});

/** A policy of a rule or subset, which has more than one of a port. */
const trafficPolicy = (path: string): Coverage =>
  merge(policy(path), policy(`${path}.portLevelSettings[]`), {
    modelled: [`${path}.portLevelSettings[].port.number`],
    withoutEffect: {
      [`${path}.proxyProtocol`]: 'what the upstream is told of the client',
      [`${path}.retryBudget`]: LIMITS,
    },
    refused: { [`${path}.tunnel`]: 'honesty/on-destination.ts' },
  });

const serverTls = (path: string): Record<string, string> =>
  Object.fromEntries(
    (
      'caCertCredentialName caCertificates caCrl cipherSuites credentialName credentialNames maxProtocolVersion minProtocolVersion ' +
      'privateKey serverCertificate subjectAltNames tlsCertificates verifyCertificateHash verifyCertificateSpki'
    )
      .split(' ')
      .map((field) => [`${path}.${field}`, CERTIFICATES]),
  );

const COVERAGE: Record<string, Coverage> = {
  VirtualService: {
    modelled: [
      'exportTo',
      'gateways',
      'hosts',
      ...'allowCredentials allowHeaders allowMethods allowOrigin allowOrigins exposeHeaders maxAge unmatchedPreflights'
        .split(' ')
        .map((field) => `http[].corsPolicy.${field}`),
      'http[].delegate',
      'http[].directResponse',
      'http[].fault.abort.grpcStatus',
      'http[].fault.abort.httpStatus',
      'http[].fault.abort.percentage',
      'http[].fault.delay.fixedDelay',
      'http[].fault.delay.percent',
      'http[].fault.delay.percentage',
      'http[].headers',
      ...'authority gateways headers ignoreUriCase method name port queryParams scheme sourceLabels sourceNamespace uri withoutHeaders'
        .split(' ')
        .map((field) => `http[].match[].${field}`),
      ...'mirror mirror_percent mirrorPercent mirrorPercentage mirrors name redirect rewrite route timeout'
        .split(' ')
        .map((field) => `http[].${field}`),
      'http[].retries.attempts',
      'http[].retries.perTryTimeout',
      'http[].retries.retryOn',
      ...'destinationSubnets gateways port sourceLabels sourceNamespace'.split(' ').map((field) => `tcp[].match[].${field}`),
      'tcp[].route',
      'tls',
    ],
    withoutEffect: {
      'http[].fault.abort.http2Error': NOT_SUPPORTED,
      'http[].fault.delay.exponentialDelay': NOT_SUPPORTED,
      'http[].match[].statPrefix': 'a name of statistics',
      'http[].retries.backoff': RETRIED,
      'http[].retries.retryIgnorePreviousHosts': RETRIED,
      'http[].retries.retryRemoteLocalities': RETRIED,
      'tcp[].match[].sourceSubnet': 'nothing in pilot reads L4MatchAttributes.SourceSubnet',
    },
    refused: {},
  },
  DestinationRule: merge(trafficPolicy('trafficPolicy'), trafficPolicy('subsets[].trafficPolicy'), {
    modelled: ['exportTo', 'host', 'subsets[].labels', 'subsets[].name', 'workloadSelector'],
    withoutEffect: {},
    refused: {},
  }),
  Gateway: {
    modelled: [
      'selector',
      'servers[].bind',
      'servers[].hosts',
      'servers[].port.name',
      'servers[].port.number',
      'servers[].port.protocol',
      'servers[].tls.httpsRedirect',
      'servers[].tls.mode=ISTIO_MUTUAL',
      'servers[].tls.mode=MUTUAL',
      'servers[].tls.mode=OPTIONAL_MUTUAL',
      'servers[].tls.mode=PASSTHROUGH',
      'servers[].tls.mode=SIMPLE',
    ],
    withoutEffect: {
      ...serverTls('servers[].tls'),
      'servers[].defaultEndpoint': '"NOT IMPLEMENTED" (gateway.proto, Server.default_endpoint)',
      'servers[].name': 'a name for people',
      'servers[].port.targetPort': 'refused by istiod (pkg/config/validation, validateServerPort)',
    },
    refused: { 'servers[].tls.mode=AUTO_PASSTHROUGH': 'listener/gateway-listeners.ts' },
  },
  ServiceEntry: {
    modelled: [
      'addresses',
      'endpoints[].address',
      'endpoints[].labels',
      'endpoints[].ports',
      'endpoints[].serviceAccount',
      'exportTo',
      'hosts',
      'location',
      'ports',
      'resolution',
      'workloadSelector',
    ],
    withoutEffect: {
      'endpoints[].weight': 'shares among endpoints are no part of a decision',
      subjectAltNames: CERTIFICATES,
    },
    refused: { 'endpoints[].locality': 'honesty/locality.ts', 'endpoints[].network': 'honesty/locality.ts' },
  },
  Sidecar: {
    modelled: [
      'egress[].bind',
      'egress[].captureMode',
      'egress[].hosts',
      'egress[].port.name',
      'egress[].port.number',
      'egress[].port.protocol',
      'outboundTrafficPolicy',
      'workloadSelector',
    ],
    withoutEffect: {
      'egress[].port.targetPort': 'deprecated, and nothing in pilot reads it of an egress listener',
      inboundConnectionPool: LIMITS,
      'ingress[].bind': 'which of its own addresses the destination listens at',
      'ingress[].captureMode': 'how the destination comes by its requests',
      'ingress[].connectionPool': LIMITS,
      'ingress[].defaultEndpoint': 'which port of its own the destination serves with',
      'ingress[].port': 'on which of its own ports the destination listens',
      ...serverTls('ingress[].tls'),
      'ingress[].tls.httpsRedirect': 'nothing in pilot reads it of an ingress listener',
    },
    refused: { 'egress[].port.protocol': 'listener/sidecar-listeners.ts', 'ingress[].tls.mode': 'honesty/on-destination.ts' },
  },
  WorkloadEntry: {
    modelled: ['address', 'labels', 'ports', 'serviceAccount'],
    withoutEffect: { weight: 'shares among endpoints are no part of a decision' },
    refused: { locality: 'honesty/locality.ts', network: 'honesty/locality.ts' },
  },
  WorkloadGroup: {
    modelled: ['metadata.labels', 'template.labels'],
    withoutEffect: {
      'metadata.annotations': 'for the WorkloadEntries that machines are given when they join; those are what answers',
      probe: 'whether machines are well; all are taken to be',
      'template.address': 'for the WorkloadEntries that machines are given when they join',
      'template.locality': 'for the WorkloadEntries that machines are given when they join',
      'template.network': 'for the WorkloadEntries that machines are given when they join',
      'template.ports': 'for the WorkloadEntries that machines are given when they join',
      'template.serviceAccount': 'for the WorkloadEntries that machines are given when they join',
      'template.weight': 'for the WorkloadEntries that machines are given when they join',
    },
    refused: {},
  },
  ProxyConfig: {
    modelled: ['selector'],
    withoutEffect: { concurrency: 'threads', image: 'which image runs' },
    refused: { environmentVariables: 'honesty/capture.ts' },
  },
  PeerAuthentication: {
    modelled: ['selector'],
    withoutEffect: {},
    refused: { mtls: 'honesty/peer-authentication.ts', portLevelMtls: 'honesty/peer-authentication.ts' },
  },
  RequestAuthentication: {
    modelled: [
      'jwtRules[].forwardOriginalToken',
      'jwtRules[].fromHeaders[].name',
      'jwtRules[].issuer',
      'jwtRules[].outputClaimToHeaders',
      'jwtRules[].spaceDelimitedClaims',
      'selector',
    ],
    withoutEffect: {
      'jwtRules[].audiences': 'the claims of a request are those of a token that passed',
      'jwtRules[].fromCookies': 'Envoy leaves a token in cookies (JwtCookieLocation)',
      'jwtRules[].fromHeaders[].prefix': 'the claims of a request are those of a token that passed',
      'jwtRules[].fromParams': 'the claims of a request are those of a token that passed',
      'jwtRules[].jwks': 'the claims of a request are those of a token that passed',
      'jwtRules[].jwks_uri': 'the claims of a request are those of a token that passed',
      'jwtRules[].jwksUri': 'the claims of a request are those of a token that passed',
      'jwtRules[].timeout': 'the claims of a request are those of a token that passed',
      targetRef: 'for gateways of the Gateway API, which are refused (honesty/gateway-api.ts)',
      targetRefs: 'for gateways of the Gateway API, which are refused (honesty/gateway-api.ts)',
    },
    refused: { 'jwtRules[].outputPayloadToHeader': 'honesty/token.ts' },
  },
};

function merge(...parts: readonly Coverage[]): Coverage {
  return {
    modelled: parts.flatMap(({ modelled }) => modelled),
    withoutEffect: Object.assign({}, ...parts.map(({ withoutEffect }) => withoutEffect)) as Record<string, string>,
    refused: Object.assign({}, ...parts.map(({ refused }) => refused)) as Record<string, string>,
  };
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

function covers(path: string, leaf: string): boolean {
  return leaf === path || (leaf.startsWith(path) && '.[{='.includes(leaf[path.length]!));
}

const { kinds: crds } = JSON.parse(readFileSync(join(__dirname, '../../imports/schemas.json'), 'utf8')) as {
  kinds: Record<string, { versions: Record<string, number>; schemas: { properties: { spec: Schema } }[] }>;
};

describe.each(Object.entries(COVERAGE))('Of the fields of %s', (kind, { modelled, withoutEffect, refused }) => {
  const { versions, schemas } = crds[kind]!;
  const leaves = leavesOf(schemas[Object.values(versions)[0]!]!.properties.spec);
  const listed = [...modelled, ...Object.keys(withoutEffect), ...Object.keys(refused)];

  test('none is silently left out of answers', () => {
    expect(leaves.length).toBeGreaterThan(2);
    expect(leaves.filter((leaf) => !listed.some((path) => covers(path, leaf)))).toEqual([]);
  });

  test('all that are listed exist', () => {
    expect(listed.filter((path) => !leaves.some((leaf) => covers(path, leaf)))).toEqual([]);
  });

  test('none is modelled and without effect at once', () => {
    const effective = [...modelled, ...Object.keys(refused)];
    expect(
      leaves.filter(
        (leaf) => effective.some((path) => covers(path, leaf)) && Object.keys(withoutEffect).some((path) => covers(path, leaf)),
      ),
    ).toEqual([]);
  });
});

/** Fields of mesh config. `MeshConfig`, istio/api 1.30 mesh/v1alpha1/config.proto, which has no schema to read. */
const MESH_CONFIG: Coverage = {
  modelled: [
    'connectTimeout',
    'defaultDestinationRuleExportTo',
    'defaultHttpRetryPolicy',
    'defaultServiceExportTo',
    'defaultVirtualServiceExportTo',
    'discoverySelectors',
    'enableAutoMtls',
    'outboundTrafficPolicy',
    'pathNormalization',
    'proxyInboundListenPort',
    'proxyListenPort',
    'rootNamespace',
  ],
  withoutEffect: {
    accessLogEncoding: 'a log',
    accessLogFile: 'a log',
    accessLogFormat: 'a log',
    ca: CERTIFICATES,
    caCertificates: CERTIFICATES,
    certificates: CERTIFICATES,
    configSources: 'where istiod reads from; the set is what it read',
    defaultProviders: 'logs, metrics and traces',
    disableEnvoyListenerLog: 'a log',
    dnsRefreshRate: 'how often names are asked for again',
    enableEnvoyAccessLogService: 'a log',
    enablePrometheusMerge: 'metrics',
    enableTracing: 'traces',
    extensionProviders: 'used by policies that are refused, and by logs, metrics and traces',
    h2UpgradePolicy: 'the protocol between the proxies',
    hboneIdleTimeout: CONNECTIONS,
    inboundClusterStatName: 'a name of statistics',
    inboundTrafficPolicy: 'ports that a destination does not declare',
    meshMTLS: CERTIFICATES,
    outboundClusterStatName: 'a name of statistics',
    protocolDetectionTimeout: 'how long a silent client is waited for',
    serviceScopeConfigs: 'several clusters; there is one (environment.ts)',
    serviceSettings: 'several clusters; there is one (environment.ts)',
    tcpKeepalive: CONNECTIONS,
    tlsDefaults: CERTIFICATES,
    trustDomain: CERTIFICATES,
    trustDomainAliases: CERTIFICATES,
    verifyCertificateAtClient: CERTIFICATES,
  },
  refused: {
    defaultConfig: 'honesty/capture.ts, honesty/on-proxy.ts; gatewayTopology.numTrustedProxies is modelled',
    ingressClass: 'honesty/gateway-api.ts',
    ingressControllerMode: 'honesty/gateway-api.ts',
    ingressSelector: 'honesty/gateway-api.ts',
    ingressService: 'honesty/gateway-api.ts',
    localityLbSetting: 'honesty/locality.ts',
    proxyHttpPort: 'route.ts',
  },
};

test('Of mesh config’s fields each is in one list, and the modelled and refused ones are those that MeshConfig has', () => {
  const { modelled, withoutEffect, refused } = MESH_CONFIG;
  const all = [...modelled, ...Object.keys(withoutEffect), ...Object.keys(refused)];
  expect(new Set(all).size).toBe(all.length);
  const declared = readFileSync(join(__dirname, '../model/istio.ts'), 'utf8').split('export interface MeshConfig {')[1]!;
  const names = [...declared.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => name!);
  expect(names.sort()).toEqual([...modelled, ...Object.keys(refused)].sort());
});
