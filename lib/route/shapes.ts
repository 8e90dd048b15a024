import { Kind } from '../model';
import { all, fields, list, map, Shape } from './shape';

/**
 * The types of what routing reads, by kind: of `spec`, except where a kind keeps its fields beside it.
 * Istio's are those of istio/api 1.30, as its CRDs have them.
 */

const strings = list('string');
const labels = map('string');
const selector = fields({ matchLabels: labels, labels });
const stringMatch = fields(all('exact prefix regex', 'scalar'));
const percent = fields({ value: 'number' });
const port = fields({ number: 'number', name: 'string', protocol: 'string' });
const destination = fields({ host: 'string', subset: 'string', port });
const operations = fields({ set: map('scalar'), add: map('scalar'), remove: strings });
const headers = fields({ request: operations, response: operations });
const weighted = fields({ destination, weight: 'number', headers });
const l4Match = fields({
  ...all('destinationSubnets gateways sniHosts', strings),
  port: 'number',
  sourceLabels: labels,
  sourceNamespace: 'string',
});
const retries = fields({ attempts: 'number', ...all('perTryTimeout retryOn', 'string') });

const httpMatch = fields({
  ...all('uri scheme method authority', stringMatch),
  ...all('headers withoutHeaders queryParams', map(stringMatch)),
  ...all('name sourceNamespace', 'string'),
  port: 'number',
  sourceLabels: labels,
  gateways: strings,
  ignoreUriCase: 'boolean',
});

const httpRoute = fields({
  ...all('name timeout', 'string'),
  match: list(httpMatch),
  route: list(weighted),
  redirect: fields({ ...all('uri authority derivePort scheme', 'string'), ...all('port redirectCode', 'number') }),
  directResponse: fields({ status: 'number', body: fields(all('string bytes', 'string')) }),
  delegate: fields(all('name namespace', 'string')),
  rewrite: fields({ ...all('uri authority', 'string'), uriRegexRewrite: fields(all('match rewrite', 'string')) }),
  retries,
  fault: fields({
    delay: fields({ percent: 'number', percentage: percent, fixedDelay: 'string' }),
    abort: fields({ percentage: percent, httpStatus: 'number', grpcStatus: 'string' }),
  }),
  mirror: destination,
  mirrors: list(fields({ destination, percentage: percent })),
  mirrorPercentage: percent,
  ...all('mirrorPercent mirror_percent', 'number'),
  corsPolicy: fields({
    ...all('allowOrigin allowMethods allowHeaders exposeHeaders', strings),
    allowOrigins: list(stringMatch),
    ...all('maxAge unmatchedPreflights', 'string'),
    allowCredentials: 'boolean',
  }),
  headers,
});

const locality = fields({ enabled: 'boolean', ...all('distribute failover', list(fields({}))), failoverPriority: strings });
const settings: Record<string, Shape> = {
  loadBalancer: fields({
    simple: 'string',
    consistentHash: fields({
      ...all('httpHeaderName httpQueryParameterName', 'string'),
      httpCookie: fields(all('name path ttl', 'string')),
      useSourceIp: 'boolean',
      ...all('maglev ringHash', fields({})),
    }),
    localityLbSetting: locality,
  }),
  connectionPool: fields({
    tcp: fields({ maxConnections: 'number', connectTimeout: 'string' }),
    http: fields(all('http1MaxPendingRequests http2MaxRequests maxRetries', 'number')),
  }),
  outlierDetection: fields({
    ...all('consecutive5xxErrors consecutiveGatewayErrors maxEjectionPercent', 'number'),
    ...all('interval baseEjectionTime', 'string'),
  }),
  tls: fields(all('mode credentialName clientCertificate privateKey', 'string')),
  tunnel: fields({}),
};
const trafficPolicy = fields({ ...settings, portLevelSettings: list(fields({ ...settings, port })) });

const workloadEntry: Record<string, Shape> = {
  ...all('address locality network serviceAccount', 'string'),
  ports: map('number'),
  labels,
  weight: 'number',
};

const gatewayRoute = fields({ parentRefs: list(fields(all('kind name namespace', 'string'))) });
const policy: Record<string, Shape> = { selector, workloadSelector: selector };

/** The shapes of `spec`. */
export const SPECS: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  [
    Kind.VIRTUAL_SERVICE,
    fields({
      ...all('hosts gateways exportTo', strings),
      http: list(httpRoute),
      ...all('tls tcp', list(fields({ match: list(l4Match), route: list(weighted) }))),
    }),
  ],
  [
    Kind.DESTINATION_RULE,
    fields({
      host: 'string',
      exportTo: strings,
      workloadSelector: selector,
      trafficPolicy,
      subsets: list(fields({ name: 'string', labels, trafficPolicy })),
    }),
  ],
  [
    Kind.GATEWAY,
    fields({
      selector: labels,
      servers: list(
        fields({ port, ...all('bind name', 'string'), hosts: strings, tls: fields({ httpsRedirect: 'boolean', mode: 'string' }) }),
      ),
    }),
  ],
  [
    Kind.SERVICE_ENTRY,
    fields({
      ...all('hosts addresses exportTo', strings),
      ports: list(fields({ ...all('number targetPort', 'number'), ...all('name protocol', 'string') })),
      ...all('location resolution', 'string'),
      endpoints: list(fields(workloadEntry)),
      workloadSelector: selector,
    }),
  ],
  [
    Kind.SIDECAR,
    fields({
      workloadSelector: selector,
      egress: list(fields({ port, ...all('bind captureMode', 'string'), hosts: strings })),
      ingress: list(fields({ port, tls: fields({ mode: 'string' }) })),
      outboundTrafficPolicy: fields({ mode: 'string', egressProxy: destination }),
    }),
  ],
  [Kind.WORKLOAD_ENTRY, fields(workloadEntry)],
  [Kind.PROXY_CONFIG, fields({ selector, environmentVariables: map('scalar') })],
  [Kind.ENVOY_FILTER, fields({ ...policy, configPatches: list(fields({ match: fields({ context: 'string' }) })) })],
  [Kind.AUTHORIZATION_POLICY, fields({ ...policy, action: 'string' })],
  [Kind.WASM_PLUGIN, fields(policy)],
  [Kind.TRAFFIC_EXTENSION, fields(policy)],
  [Kind.PEER_AUTHENTICATION, fields({ selector, mtls: fields({ mode: 'string' }), portLevelMtls: map(fields({ mode: 'string' })) })],
  [
    Kind.REQUEST_AUTHENTICATION,
    fields({
      selector,
      jwtRules: list(
        fields({
          ...all('issuer outputPayloadToHeader', 'string'),
          forwardOriginalToken: 'boolean',
          fromHeaders: list(fields({ name: 'string' })),
          spaceDelimitedClaims: strings,
          outputClaimToHeaders: list(fields(all('header claim', 'string'))),
        }),
      ),
    }),
  ],
  [Kind.HTTP_ROUTE, gatewayRoute],
  [Kind.GRPC_ROUTE, gatewayRoute],
  [Kind.TCP_ROUTE, gatewayRoute],
  [Kind.TLS_ROUTE, gatewayRoute],
  [
    Kind.SERVICE,
    fields({
      ...all('type clusterIP externalName internalTrafficPolicy trafficDistribution', 'string'),
      clusterIPs: strings,
      selector: labels,
      ports: list(fields({ port: 'number', targetPort: 'scalar', ...all('name protocol appProtocol', 'string') })),
    }),
  ],
]);

const reference = fields(all('kind name namespace', 'string'));
const slicePorts = list(fields({ name: 'string', port: 'number' }));

/** The shapes of kinds that keep their fields beside `spec`. */
export const BESIDE_SPEC: ReadonlyMap<string, Record<string, Shape>> = new Map<string, Record<string, Shape>>([
  [
    Kind.ENDPOINT_SLICE,
    {
      addressType: 'string',
      endpoints: list(fields({ addresses: strings, conditions: fields({ ready: 'boolean' }), targetRef: reference })),
      ports: slicePorts,
    },
  ],
  [Kind.ENDPOINTS, { subsets: list(fields({ addresses: list(fields({ ip: 'string', targetRef: reference })), ports: slicePorts })) }],
]);

/** `metadata` of any kind. */
export const METADATA: Shape = fields({ labels, annotations: labels });

/** A Pod template, wherever a kind keeps one. */
export const POD_TEMPLATE: Shape = fields({ metadata: METADATA });

/** Mesh config. */
export const MESH_CONFIG: Shape = fields({
  outboundTrafficPolicy: fields({ mode: 'string' }),
  ...all('defaultServiceExportTo defaultVirtualServiceExportTo defaultDestinationRuleExportTo', strings),
  defaultHttpRetryPolicy: retries,
  enableAutoMtls: 'boolean',
  pathNormalization: fields({ normalization: 'string' }),
  localityLbSetting: locality,
  discoverySelectors: list(
    fields({ matchLabels: labels, matchExpressions: list(fields({ ...all('key operator', 'string'), values: strings })) }),
  ),
  defaultConfig: fields({
    proxyMetadata: map('scalar'),
    gatewayTopology: fields({ numTrustedProxies: 'number' }),
    interceptionMode: 'string',
  }),
  ...all('connectTimeout ingressClass ingressControllerMode ingressSelector ingressService rootNamespace', 'string'),
  ...all('proxyHttpPort proxyListenPort proxyInboundListenPort', 'number'),
});
