import fc from 'fast-check';
import { Model } from '../model';
import { route, RouteRequest, Trace, UnknownSourceError } from '.';

/** A small mesh with something of everything that routing reads. */
const MESH = JSON.stringify([
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } },
  ...['reviews', 'client', 'ratings'].map((app) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app, namespace: 'shop' },
    spec: {
      replicas: 1,
      template: {
        metadata: { labels: { app, version: 'v1' }, annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '5432' } },
        spec: { containers: [{ name: 'a', ports: [{ name: 'web', containerPort: 8080 }] }] },
      },
    },
  })),
  ...['reviews', 'ratings'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop', annotations: { 'networking.istio.io/exportTo': '*' } },
    spec: {
      selector: { app: name },
      ports: [
        { name: 'http', port: 80, targetPort: 'web' },
        { name: 'tls', port: 443 },
        { name: 'tcp', port: 9000, targetPort: 9000 },
      ],
    },
  })),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { clusterIP: 'None', ports: [{ name: 'tcp', port: 5000 }] },
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'db-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'db' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.1.1.1'], conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'x' } }],
    ports: [{ name: 'tcp', port: 5000 }],
  },
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'ext', namespace: 'shop' },
    spec: {
      hosts: ['*.ext.com', 'a.ext.com'],
      addresses: ['240.0.0.0/8'],
      ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 8080 }],
      resolution: 'STATIC',
      location: 'MESH_INTERNAL',
      endpoints: [{ address: '1.1.1.1', ports: { http: 1 }, labels: { a: 'b' }, locality: 'a/b', network: 'n' }],
      exportTo: ['*'],
      workloadSelector: { labels: { app: 'x' } },
    },
  },
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'reviews', namespace: 'shop', creationTimestamp: '2025-01-01T00:00:00Z' },
    spec: {
      hosts: ['reviews', 'shop.com', '*.local'],
      gateways: ['mesh', 'gw', 'shop/gw'],
      exportTo: ['*'],
      http: [
        { name: 'd', match: [{ uri: { prefix: '/d' } }], delegate: { name: 'leaf', namespace: 'shop' } },
        {
          name: 'a',
          match: [
            {
              name: 'm',
              uri: { prefix: '/a' },
              headers: { x: { exact: '1' } },
              withoutHeaders: { y: { regex: '.*' } },
              queryParams: { q: { prefix: 'z' } },
              method: { exact: 'GET' },
              port: 80,
              sourceLabels: { app: 'client' },
              gateways: ['mesh'],
              ignoreUriCase: true,
            },
          ],
          redirect: { uri: '/r', authority: 'r', redirectCode: 302, port: 1 },
        },
        { match: [{ uri: { exact: '/x' } }], directResponse: { status: 200, body: { string: 'x' } } },
        {
          match: [{ uri: { regex: '/f.*' } }],
          fault: { delay: { fixedDelay: '1s', percentage: { value: 1 } }, abort: { httpStatus: 500, percentage: { value: 100 } } },
          route: [{ destination: { host: 'reviews' } }],
        },
        {
          route: [
            {
              destination: { host: 'reviews', subset: 'v1', port: { number: 80 } },
              weight: 3,
              headers: { request: { set: { a: '%REQ(x)%' }, add: { b: '2' }, remove: ['c'] } },
            },
            { destination: { host: 'ratings' }, weight: 1 },
          ],
          rewrite: { uri: '/n', authority: 'n', uriRegexRewrite: { match: 'a', rewrite: 'b' } },
          timeout: '1s',
          retries: { attempts: 2, retryOn: '5xx', perTryTimeout: '1s' },
          mirror: { host: 'ratings' },
          mirrors: [{ destination: { host: 'ratings' }, percentage: { value: 5 } }],
          corsPolicy: { allowOrigins: [{ exact: '*' }], allowMethods: ['GET'], maxAge: '1h' },
          headers: { response: { add: { z: '1' } } },
        },
      ],
      tls: [
        {
          match: [{ sniHosts: ['a.com'], port: 443, destinationSubnets: ['10.0.0.0/8'] }],
          route: [{ destination: { host: 'reviews' }, weight: 1 }],
        },
      ],
      tcp: [{ match: [{ port: 9000, sourceLabels: { app: 'client' } }], route: [{ destination: { host: 'ratings' } }] }],
    },
  },
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'leaf', namespace: 'shop' },
    spec: { http: [{ match: [{ uri: { prefix: '/d/e' } }], route: [{ destination: { host: 'ratings' } }] }] },
  },
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'reviews', namespace: 'shop' },
    spec: {
      host: 'reviews',
      exportTo: ['*'],
      workloadSelector: { matchLabels: { app: 'client' } },
      trafficPolicy: {
        loadBalancer: { consistentHash: { httpCookie: { name: 'c' } }, localityLbSetting: { distribute: [] } },
        connectionPool: { tcp: { maxConnections: 1 }, http: { maxRetries: 1 } },
        outlierDetection: { interval: '1s' },
        tls: { mode: 'SIMPLE' },
        portLevelSettings: [{ port: { number: 80 }, loadBalancer: { simple: 'RANDOM' } }],
      },
      subsets: [{ name: 'v1', labels: { version: 'v1' }, trafficPolicy: { tls: { mode: 'DISABLE' } } }],
    },
  },
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name: 'gw', namespace: 'shop' },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        { hosts: ['shop.com', 'shop/*'], port: { number: 80, name: 'http', protocol: 'HTTP' } },
        { hosts: ['*.com'], port: { number: 443, name: 'https', protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'c' } },
      ],
    },
  },
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name: 's', namespace: 'shop' },
    spec: {
      egress: [{ port: { number: 80, protocol: 'HTTP', name: 'h' }, hosts: ['./*', 'shop/*'] }, { hosts: ['*/*'] }],
      outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: 'ratings', port: { number: 80 } } },
      ingress: [{ port: { number: 1 }, tls: { mode: 'SIMPLE' } }],
    },
  },
  {
    apiVersion: 'security.istio.io/v1',
    kind: 'RequestAuthentication',
    metadata: { name: 'r', namespace: 'istio-system' },
    spec: { jwtRules: [{ issuer: 'i', outputClaimToHeaders: [{ header: 'h', claim: 'c' }], fromHeaders: [{ name: 'x' }] }] },
  },
  {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'p', namespace: 'shop' },
    spec: { mtls: { mode: 'STRICT' }, portLevelMtls: { 80: { mode: 'DISABLE' } } },
  },
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'WorkloadEntry',
    metadata: { name: 'vm', namespace: 'shop', labels: { app: 'reviews' } },
    spec: { address: '9.9.9.9', ports: { http: 1 }, labels: { version: 'v2' } },
  },
  {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'ProxyConfig',
    metadata: { name: 'pc', namespace: 'shop' },
    spec: { selector: { matchLabels: { app: 'client' } }, environmentVariables: { A: 'b' } },
  },
]);

const gateway = { gateway: { namespace: 'istio-system', labels: { istio: 'ingressgateway' } } };
const workload = { workload: { namespace: 'shop', name: 'client', labels: { app: 'client' } } };
const REQUESTS: readonly RouteRequest[] = [
  { from: workload, host: 'reviews', path: '/a?q=z', headers: { x: '1' } },
  { from: workload, host: 'reviews', path: '/d/e' },
  { from: workload, host: 'reviews', port: 443, protocol: 'tls', sni: 'a.com' },
  { from: workload, host: 'ratings', port: 9000, protocol: 'tcp' },
  { from: workload, host: 'db', port: 5000, protocol: 'tcp' },
  { from: workload, host: 'x.ext.com' },
  { from: gateway, host: 'shop.com', path: '/f', headers: { origin: 'a' }, claims: { iss: 'i', c: 'd' } },
  { from: gateway, host: 'shop.com', protocol: 'https' },
];

/** Values that nobody expects anywhere. `JSON.parse` makes `__proto__` an own key. */
const ODD = [
  'null',
  '0',
  '-1',
  '1e308',
  'true',
  '""',
  '"x"',
  '"*"',
  '"~"',
  '"%"',
  '"%NOPE%"',
  '"("',
  '"(a+)+$"',
  '"__proto__"',
  '"constructor"',
  '"a/b/c"',
  '"1.2.3.4/33"',
  '[]',
  '[null]',
  '[[]]',
  '["__proto__"]',
  '[{}]',
  '{}',
  '{"__proto__": {"exact": "x"}}',
  '{"constructor": null, "toString": 1, "hasOwnProperty": 2}',
  '{"exact": {}, "prefix": [], "regex": 1}',
  `"${'a.'.repeat(2_000)}"`,
];

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) freeze(each);
  }
  return value;
}

/** The ways to all values below, `__proto__` among them. */
function waysOf(value: unknown, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [way];
  return [
    ...(way.length > 0 ? [way] : []),
    ...Object.entries(value).flatMap(([key, each]) => waysOf(each, [...way, Array.isArray(value) ? Number(key) : key])),
  ];
}

const WAYS = waysOf(JSON.parse(MESH));

function mutated(changes: readonly (readonly [number, number])[]): readonly object[] {
  const mesh = JSON.parse(MESH) as object[];
  for (const [where, what] of changes) {
    const way = WAYS[where % WAYS.length]!;
    let at: any = mesh;
    for (const step of way.slice(0, -1)) at = typeof at === 'object' && at !== null ? at[step] : undefined;
    if (typeof at === 'object' && at !== null) at[way.at(-1)!] = JSON.parse(ODD[what % ODD.length]!);
  }
  return mesh;
}

const changes = fc.array(fc.tuple(fc.nat({ max: 100_000 }), fc.nat({ max: 1_000 })), { minLength: 1, maxLength: 3 });

test('Whatever stands in manifests, a request has a decision or a documented error, and nothing is changed', () => {
  fc.assert(
    fc.property(changes, fc.nat({ max: REQUESTS.length - 1 }), fc.boolean(), (what, which, isTraced) => {
      const model = Model.of(freeze(mutated(what)));
      try {
        const decision = route(model, REQUESTS[which]!, isTraced ? new Trace() : undefined);
        expect(typeof decision.outcome).toBe('string');
        void decision.hints;
      } catch (error) {
        if (!(error instanceof UnknownSourceError)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});

test('Every field of the mesh may hold any odd value', () => {
  const failed: string[] = [];
  WAYS.forEach((way, where) => {
    const model = Model.of(freeze(mutated([[where, where]])));
    try {
      route(model, REQUESTS[where % REQUESTS.length]!, new Trace());
    } catch (error) {
      if (!(error instanceof UnknownSourceError)) failed.push(`${way.join('.')} = ${ODD[where % ODD.length]}: ${String(error)}`);
    }
  });
  expect(failed).toEqual([]);
});
