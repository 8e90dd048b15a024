import { Model } from '../model';
import { route, Trace, UnknownSourceError } from '.';
import type { RouteRequest } from '.';

const istio = (kind: string, name: string, spec: object, namespace = 'shop') => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata: { name, namespace },
  spec,
});
const service = (name: string, spec: object = {}, namespace = 'shop') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { selector: { app: name }, ports: [{ name: 'http', port: 80 }], ...spec },
});
const deployment = (app: string, version = 'v1', namespace = 'shop') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: `${app}-${version}`, namespace },
  spec: { template: { metadata: { labels: { app, version } } } },
});
const subsets = istio('DestinationRule', 'reviews', {
  host: 'reviews',
  subsets: ['v1', 'v2'].map((version) => ({ name: version, labels: { version } })),
});
const to = (subset: string, weight?: number) => ({ destination: { host: 'reviews', subset }, ...(weight !== undefined && { weight }) });
const base = [service('reviews'), deployment('reviews', 'v1'), deployment('reviews', 'v2'), deployment('client'), subsets];
const jason = istio('VirtualService', 'reviews', {
  hosts: ['reviews'],
  http: [
    { name: 'jason', match: [{ headers: { 'end-user': { exact: 'jason' } } }], route: [to('v2')] },
    { route: [to('v1', 3), to('v2', 1)] },
  ],
});
const from = { workload: { namespace: 'shop', name: 'client-v1' } };
const gateway = { gateway: { namespace: 'istio-system', labels: { istio: 'ingressgateway' } } };
const ask = (manifests: readonly unknown[], request: Partial<RouteRequest> = {}, trace?: Trace) =>
  route(Model.of(manifests), { from, host: 'reviews', ...request }, trace);

describe('From a sidecar', () => {
  test('A service without VirtualService is spread over all its workloads', () => {
    expect(ask(base)).toMatchObject({
      outcome: 'route',
      destinations: [{ host: 'reviews.shop.svc.cluster.local', port: 80, weight: 100, endpoints: ['shop/reviews-v1', 'shop/reviews-v2'] }],
      upstream: { method: 'GET', path: '/', authority: 'reviews' },
    });
  });

  test('The first rule that fits takes the request', () => {
    expect(ask([...base, jason], { headers: { 'end-user': 'jason' } })).toMatchObject({
      virtualService: 'shop/reviews',
      route: 'jason',
      destinations: [{ subset: 'v2', endpoints: ['shop/reviews-v2'], destinationRule: 'shop/reviews' }],
    });
    expect(ask([...base, jason])).toMatchObject({ route: '#1', destinations: [{ weight: 75 }, { weight: 25 }] });
  });

  test('A host with a VirtualService of which no rule fits is not found', () => {
    const narrow = istio('VirtualService', 'a', { hosts: ['reviews'], http: [{ match: [{ uri: { exact: '/x' } }], route: [to('v1')] }] });
    expect(ask([...base, narrow])).toMatchObject({ outcome: 'notFound', response: { status: 404 } });
  });

  test('A VirtualService that has no rule for this client is as if it were not there', () => {
    const other = istio('VirtualService', 'a', {
      hosts: ['reviews'],
      http: [{ match: [{ sourceLabels: { app: 'x' } }], redirect: { uri: '/' } }],
    });
    expect(ask([...base, other])).not.toHaveProperty('virtualService');
  });

  test('Of two VirtualServices for one host the first by name owns it', () => {
    const of = (name: string, subset: string) => istio('VirtualService', name, { hosts: ['reviews'], http: [{ route: [to(subset)] }] });
    expect(ask([...base, of('b', 'v1'), of('a', 'v2')])).toMatchObject({ virtualService: 'shop/a' });
  });

  test('A subset that no DestinationRule has is an unknown cluster, one that no workload carries has no endpoints', () => {
    const of = (subset: string) => istio('VirtualService', 'a', { hosts: ['reviews'], http: [{ route: [to(subset)] }] });
    expect(ask([...base, of('v9')])).toMatchObject({ destinations: [{ state: 'unknownCluster' }], response: { status: 503 } });
    const bare = [service('reviews'), deployment('reviews', 'v1'), deployment('client'), subsets];
    expect(ask([...bare, of('v2')])).toMatchObject({ destinations: [{ state: 'noEndpoints', endpoints: [] }] });
  });

  test.each([
    ['the rule', { trafficPolicy: { loadBalancer: { simple: 'PASSTHROUGH' } } }, { loadBalancer: { simple: 'RANDOM' } }],
    [
      'the rule at the port',
      { trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, loadBalancer: { simple: 'PASSTHROUGH' } }] } },
      {},
    ],
    [
      'the subset, whatever it says of the port',
      {},
      { loadBalancer: { simple: 'PASSTHROUGH' }, portLevelSettings: [{ port: { number: 80 }, loadBalancer: { simple: 'RANDOM' } }] },
    ],
  ])('A subset passes connections on where they were meant to go if %s says so', (_, rule, trafficPolicy) => {
    const passing = istio('DestinationRule', 'reviews', {
      host: 'reviews',
      ...rule,
      subsets: [{ name: 'v1', labels: { version: 'v1' }, trafficPolicy }],
    });
    const routed = istio('VirtualService', 'a', { hosts: ['reviews'], http: [{ route: [to('v1')] }] });
    expect(ask([...base, passing, routed])).toMatchObject({ destinations: [{ subset: 'v1', state: 'originalDst', endpoints: [] }] });
  });

  test('What nothing claims passes through, or is blocked where only the registry counts', () => {
    expect(ask(base, { host: 'example.com' })).toMatchObject({ outcome: 'passthrough' });
    const model = Model.of(base, { meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } });
    expect(route(model, { from, host: 'example.com' })).toMatchObject({ outcome: 'blocked', response: { status: 502 } });
    expect(route(model, { from, host: 'example.com', protocol: 'tls' })).toMatchObject({ outcome: 'blocked' });
  });

  test('A Sidecar lets in what its egress hosts name, and what VirtualServices send to', () => {
    const sidecar = istio('Sidecar', 'default', { egress: [{ hosts: ['shop/ratings.shop.svc.cluster.local'] }] });
    expect(ask([...base, sidecar])).toMatchObject({ outcome: 'passthrough' });
    const ratings = istio('VirtualService', 'ratings', { hosts: ['ratings'], http: [{ route: [to('v1')] }] });
    expect(ask([...base, service('ratings'), sidecar, ratings], { host: 'ratings' })).toMatchObject({
      destinations: [{ endpoints: ['shop/reviews-v1'] }],
    });
  });

  test('TLS goes by SNI, TCP by address', () => {
    const tls = istio('VirtualService', 'tls', {
      hosts: ['secure'],
      tls: [{ match: [{ sniHosts: ['a.example.com'] }], route: [{ destination: { host: 'reviews' } }] }],
    });
    const secure = service('secure', { ports: [{ name: 'tls', port: 443 }] });
    const request = { host: 'secure', port: 443, protocol: 'tls' } as const;
    expect(ask([...base, secure, tls], { ...request, sni: 'A.example.com' })).toMatchObject({
      virtualService: 'shop/tls',
      tls: 'passthrough',
    });
    expect(ask([...base, secure, tls], { ...request, sni: 'b.example.com' })).toMatchObject({ outcome: 'passthrough' });
    const tcp = service('db', { ports: [{ name: 'tcp', port: 9000 }] });
    expect(ask([...base, tcp], { host: 'db', port: 9000, protocol: 'tcp' })).toMatchObject({
      outcome: 'route',
      destinations: [{ state: 'noEndpoints' }],
    });
  });
});

describe('From a gateway', () => {
  const server = (hosts: string[], number = 80, more: object = {}) => ({
    hosts,
    port: { number, name: `http-${number}`, protocol: 'HTTP' },
    ...more,
  });
  const open = (...servers: object[]) => istio('Gateway', 'gw', { selector: { istio: 'ingressgateway' }, servers });
  const bound = (name: string, http: object[], hosts = ['shop.com']) => istio('VirtualService', name, { hosts, gateways: ['gw'], http });

  test('VirtualServices of one host are merged, what takes everything comes last', () => {
    const all = [
      ...base,
      open(server(['shop.com'])),
      bound('a', [{ route: [to('v1')] }]),
      bound('b', [{ match: [{ uri: { prefix: '/x' } }], route: [to('v2')] }]),
    ];
    expect(ask(all, { from: gateway, host: 'shop.com', path: '/x' })).toMatchObject({ virtualService: 'shop/b' });
    expect(ask(all, { from: gateway, host: 'shop.com', path: '/y' })).toMatchObject({ virtualService: 'shop/a' });
    expect(ask(all, { from: gateway, host: 'other.com' })).toMatchObject({ outcome: 'notFound' });
  });

  test('A server that redirects answers for all its hosts', () => {
    const redirecting = open(server(['*.com'], 80, { tls: { httpsRedirect: true } }));
    expect(ask([redirecting], { from: gateway, host: 'a.com', path: '/p?q' })).toMatchObject({
      outcome: 'redirect',
      httpsRedirect: true,
      response: { status: 301, location: 'https://a.com/p?q' },
    });
  });

  test('The port dialled is that of the gateway’s Service', () => {
    const ingress = service(
      'ingress',
      { selector: { istio: 'ingressgateway' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
      'istio-system',
    );
    const all = [ingress, open(server(['shop.com'], 80)), bound('a', [{ directResponse: { status: 418 } }])];
    expect(ask(all, { from: gateway, host: 'shop.com' })).toMatchObject({ listener: '0.0.0.0_8080', response: { status: 418 } });
  });

  test('Of two ports of its Service with one target only the first is a Gateway’s port', () => {
    const ports = [
      { name: 'http-a', port: 8080 },
      { name: 'http-b', port: 80, targetPort: 8080 },
    ];
    const ingress = service('ingress', { selector: { istio: 'ingressgateway' }, ports }, 'istio-system');
    const answer = (number: number, port: number) =>
      ask([ingress, open(server(['shop.com'], number)), bound('a', [{ directResponse: { status: 418 } }])], {
        from: gateway,
        host: 'shop.com',
        port,
      }).outcome;
    // The Pods' port 8080 is where calls to either port arrive, but a server of port 80 listens on 80.
    expect([answer(8080, 8080), answer(8080, 80)]).toEqual(['directResponse', 'directResponse']);
    expect([answer(80, 8080), answer(80, 80)]).toEqual(['noListener', 'noListener']);
  });

  test('TLS that is ended here goes by SNI first, then by Host among that server’s own', () => {
    const https = (host: string, name: string) => ({
      hosts: [host],
      port: { number: 443, name, protocol: 'HTTPS' },
      tls: { mode: 'SIMPLE', credentialName: 'c' },
    });
    const all = [open(https('*.com', 'one'), https('b.com', 'two')), bound('a', [{ directResponse: { status: 200 } }], ['b.com'])];
    const request = { from: gateway, protocol: 'https' } as const;
    expect(ask(all, { ...request, host: 'b.com' })).toMatchObject({ outcome: 'directResponse', tls: 'terminated' });
    expect(ask(all, { ...request, host: 'b.com', sni: 'a.net' })).toMatchObject({ outcome: 'tlsNoMatch' });
    expect(ask(all, { from: gateway, host: 'b.com', port: 443 })).toMatchObject({ outcome: 'noFilterChain' });
  });

  test('One bad rule takes its whole port down, with the object to blame', () => {
    const all = [
      open(server(['*'])),
      bound('a', [{ directResponse: { status: 200 } }]),
      bound('z', [{ redirect: { redirectCode: 304 } }], ['z.com']),
    ];
    expect(ask(all, { from: gateway, host: 'shop.com' })).toMatchObject({
      outcome: 'listenerRejected',
      reason: 'route without action',
      object: 'VirtualService shop/z',
    });
  });

  test('Where nothing listens the ports that are open are told', () => {
    const decision = ask([open(server(['*'], 8080))], { from: gateway, host: 'a.com', port: 9 });
    expect(decision).toMatchObject({ outcome: 'noListener', hints: ['the Gateways of this proxy have ports 8080'] });
  });
});

describe('Delegates', () => {
  const delegate = istio('VirtualService', 'leaf', { http: [{ name: 'v2', match: [{ uri: { prefix: '/a/b' } }], route: [to('v2')] }] });
  const root = (name: string) =>
    istio('VirtualService', 'root', { hosts: ['reviews'], http: [{ match: [{ uri: { prefix: '/a' } }], delegate: { name } }] });

  test('A delegate’s rules stand in the root’s place under both names', () => {
    expect(ask([...base, root('leaf'), delegate], { path: '/a/b' })).toMatchObject({ virtualService: 'shop/root', route: '#0-v2' });
  });

  test('A cycle of delegates ends', () => {
    const ring = istio('VirtualService', 'leaf', { http: [{ delegate: { name: 'leaf' } }] });
    expect(ask([...base, root('leaf'), ring], { path: '/a' }).outcome).toBeDefined();
  });
});

describe('Honesty', () => {
  test('An EnvoyFilter on the proxy is named instead of guessed at', () => {
    const filter = istio('EnvoyFilter', 'ef', { configPatches: [{ match: { context: 'SIDECAR_OUTBOUND' } }] }, 'istio-system');
    expect(ask([...base, filter])).toMatchObject({
      outcome: 'notModelled',
      object: 'EnvoyFilter istio-system/ef',
      otherwise: { outcome: 'route' },
    });
    const elsewhere = istio('EnvoyFilter', 'ef', { workloadSelector: { labels: { app: 'x' } }, configPatches: [{}] });
    expect(ask([...base, elsewhere]).outcome).toBe('route');
    const gatewayOnly = istio('EnvoyFilter', 'ef', { configPatches: [{ match: { context: 'GATEWAY' } }] });
    expect(ask([...base, gatewayOnly]).outcome).toBe('route');
  });

  test('A policy in front of the destination is named', () => {
    const policy = {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'deny', namespace: 'shop' },
      spec: { selector: { matchLabels: { app: 'reviews' } } },
    };
    expect(ask([...base, policy])).toMatchObject({ outcome: 'notModelled', object: 'AuthorizationPolicy shop/deny' });
    expect(ask([...base, policy], { host: 'example.com' }).outcome).toBe('passthrough');
  });

  test('An unknown source is an error with near names', () => {
    const misspelt = () => ask(base, { from: { workload: { namespace: 'shop', name: 'cleint-v1' } } });
    expect(misspelt).toThrow(UnknownSourceError);
    expect(misspelt).toThrow('No workload shop/cleint-v1 is in the set. Did you mean shop/client-v1?');
  });

  test('An unknown host or port has the engine’s answer and a hint', () => {
    expect(ask(base, { host: 'reveiws' }).hints).toEqual(['reviews.shop is a name like reveiws']);
    expect(ask(base, { port: 8080 }).hints).toEqual(['reviews.shop.svc.cluster.local has ports 80, not 8080']);
  });
});

test('A trace says of each candidate why it was taken or passed over', () => {
  const trace = new Trace();
  ask([...base, jason], { headers: { 'end-user': 'anna' } }, trace);
  const passed = trace.entries.find(({ candidate }) => candidate === 'shop/reviews jason');
  expect(passed).toMatchObject({
    stage: 'route',
    taken: false,
    reason: 'headers.end-user: want exact "jason", got "anna"',
    object: 'VirtualService shop/reviews',
  });
  expect(trace.toString()).toContain('cluster: ✓ outbound|80|v1|reviews.shop.svc.cluster.local (DestinationRule shop/reviews): reachable');
});

test('Fields of a wrong type say nothing, and break nothing', () => {
  const broken = [
    istio('VirtualService', 'a', { hosts: [3, null], http: [null, 'x', { match: [null], route: 'x' }], exportTo: 7 }),
    istio('DestinationRule', 'a', { host: 3, subsets: [null], trafficPolicy: { portLevelSettings: [null] } }),
    istio('Gateway', 'a', { servers: [null, { port: 3 }, { port: { number: 80, protocol: 7 }, hosts: 'x' }] }),
    istio('Sidecar', 'a', { egress: [null] }, 'web'),
    istio('ServiceEntry', 'a', { hosts: 'x', ports: [null], endpoints: [3] }),
    service('odd', { ports: [{ port: 'x', name: 3 }], selector: [] }),
  ];
  expect(ask([...base, jason, ...broken])).toMatchObject({ outcome: 'route', virtualService: 'shop/reviews' });
  expect(ask([...base, ...broken], { from: gateway, host: 'a' }).outcome).toBe('noListener');
});

describe('Addresses of either family', () => {
  const six = service('six', { clusterIP: 'fd00::5', ports: [{ name: 'tcp', port: 9000 }] });

  test('A service with an IPv6 address is listened for there, under its name and its address', () => {
    const [byName, byAddress] = ['six', '[fd00::5]'].map((host) => ask([...base, six], { host, port: 9000, protocol: 'tcp' }));
    expect(byName).toMatchObject({ outcome: 'route', listener: 'fd00::5_9000' });
    expect(byAddress).toEqual(byName);
  });

  test('An IPv6 address in a Host header means the service, with and without port', () => {
    const web = service('web', { clusterIP: 'fd00::6' });
    for (const authority of ['[fd00::6]', '[fd00::6]:80'])
      expect(ask([...base, web], { host: 'web', authority })).toMatchObject({ virtualHost: 'web.shop.svc.cluster.local:80' });
  });
});

describe('Proxies in front of a gateway', () => {
  const redirecting = istio('Gateway', 'gw', {
    selector: { istio: 'ingressgateway' },
    servers: [{ hosts: ['*'], port: { number: 80, name: 'http', protocol: 'HTTP' }, tls: { httpsRedirect: true } }],
  });
  const request = { from: gateway, host: 'a.com', headers: { 'x-forwarded-proto': 'https' } };

  test('Only trusted ones are believed that the client spoke TLS', () => {
    expect(ask([redirecting], request).outcome).toBe('redirect');
    const model = Model.of([redirecting], { meshConfig: { defaultConfig: { gatewayTopology: { numTrustedProxies: 1 } } } });
    expect(route(model, request).outcome).toBe('notFound');
    expect(route(model, { ...request, headers: {} }).outcome).toBe('redirect');
  });
});

describe('A token that a gateway has verified', () => {
  const open = istio('Gateway', 'gw', {
    selector: { istio: 'ingressgateway' },
    servers: [{ hosts: ['*'], port: { number: 80, name: 'http', protocol: 'HTTP' } }],
  });
  const sentWith = (name: string, rule: object, claims: object = {}) => {
    const match = [{ headers: { [name]: {} } }];
    const manifests = [
      ...base,
      open,
      istio('VirtualService', 'a', { hosts: ['a.com'], gateways: ['gw'], http: [{ match, route: [to('v1')] }] }),
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'RequestAuthentication',
        metadata: { name: 'jwt', namespace: 'istio-system' },
        spec: { jwtRules: [{ issuer: 'me', ...rule }] },
      },
    ];
    const headers = { authorization: 'Bearer a.b.c', 'x-claim': 'forged' };
    return ask(manifests, { from: gateway, host: 'a.com', headers, claims: { iss: 'me', ...claims } });
  };

  test('goes no further, unless a rule forwards it or another issuer made it', () => {
    expect(sentWith('authorization', {}).outcome).toBe('notFound');
    expect(sentWith('authorization', { forwardOriginalToken: true }).outcome).toBe('route');
    expect(sentWith('authorization', {}, { iss: 'other' }).outcome).toBe('route');
    expect(sentWith('authorization', { fromHeaders: [{ name: 'x-token' }] }).outcome).toBe('route');
  });

  test.each([
    ['jason', 'jason'],
    [true, 'true'],
    [7, '7'],
    [-1, '-1.000000'],
    [0.5, '0.500000'],
    [['a', 'b'], 'WyJhIiwiYiJd'],
  ])('turns the claim %j into the header %s, never what the client sent', (claim, header) => {
    const match = [{ headers: { 'x-claim': { exact: header } } }];
    const rule = { outputClaimToHeaders: [{ header: 'X-Claim', claim: 'a.b' }] };
    const manifests = [
      open,
      istio('VirtualService', 'a', { hosts: ['a.com'], gateways: ['gw'], http: [{ match, directResponse: { status: 200 } }] }),
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'RequestAuthentication',
        metadata: { name: 'jwt', namespace: 'istio-system' },
        spec: { jwtRules: [{ issuer: 'me', ...rule }] },
      },
    ];
    const request = { from: gateway, host: 'a.com', headers: { 'x-claim': 'forged' } };
    expect(ask(manifests, { ...request, claims: { iss: 'me', a: { b: claim } } }).outcome).toBe('directResponse');
    expect(ask(manifests, { ...request, claims: { iss: 'me' } }).outcome).toBe('notFound');
    expect(ask(manifests, { ...request, headers: { 'x-claim': header } }).outcome).toBe('notFound');
  });

  test('has lists in some claims, written as words', () => {
    const byClaim = (name: string, exact: string, rule: object = {}) => {
      const match = [{ headers: { [`@request.auth.claims.${name}`]: { exact } } }];
      const virtualService = istio('VirtualService', 'a', {
        hosts: ['a.com'],
        gateways: ['gw'],
        http: [{ match, directResponse: { status: 200 } }],
      });
      const authentication = {
        apiVersion: 'security.istio.io/v1',
        kind: 'RequestAuthentication',
        metadata: { name: 'jwt', namespace: 'istio-system' },
        spec: { jwtRules: [{ issuer: 'me', ...rule }] },
      };
      const claims = { iss: 'me', scope: 'read write', groups: 'admin dev' };
      return ask([open, virtualService, authentication], { from: gateway, host: 'a.com', claims }).outcome;
    };
    expect(byClaim('scope', 'write')).toBe('directResponse');
    expect(byClaim('scope', 'read write')).toBe('notFound');
    expect(byClaim('groups', 'admin dev')).toBe('directResponse');
    expect(byClaim('groups', 'dev', { spaceDelimitedClaims: ['groups'] })).toBe('directResponse');
  });
});
