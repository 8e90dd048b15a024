import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Service } from 'cdk8s-plus-27';
import { Destination } from './destination';
import { Gateway } from './gateway';
import { GatewayRef, IGateway } from './gateway-ref';
import { HttpRoute } from './http-route';
import { ServiceRef } from './service';
import { StringMatch } from './string-match';
import { TcpRoute } from './tcp-route';
import { TlsRoute } from './tls-route';
import { VirtualService, VirtualServiceProps } from './virtual-service';

const reviews = Destination.host('reviews');
const toReviews = HttpRoute.to([reviews]);
const route = [{ destination: { host: 'reviews' } }];
const edge = GatewayRef.named('edge/gw');

function shop(namespace: string | undefined = 'bookinfo'): Chart {
  return new Chart(new App(), 'shop', { namespace });
}

function spec(props: unknown, chart = shop()): any {
  new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [toReviews], ...(props as Partial<VirtualServiceProps>) });
  return Testing.synth(chart).at(-1).spec;
}

/** The complaints of `cdk8s synth` about a VirtualService of these props alone. */
function complaints(props: unknown): string[] {
  const chart = shop();
  new VirtualService(chart, 'routes', props as VirtualServiceProps);
  try {
    Testing.synth(chart);
  } catch (error) {
    return (error as Error).message.split('\n  ').slice(1);
  }
  return [];
}

test('is a VirtualService of networking.istio.io/v1 with the metadata that was given', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo', labels: { app: 'shop' } });
  const routes = new VirtualService(chart, 'routes', {
    metadata: { name: 'reviews', labels: { team: 'a' }, annotations: { note: 'b' } },
    hosts: ['reviews'],
    http: [toReviews],
  });
  expect(routes.name).toBe('reviews');
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'reviews', namespace: 'bookinfo', labels: { app: 'shop', team: 'a' }, annotations: { note: 'b' } },
      spec: { hosts: ['reviews'], http: [{ route }] },
    },
  ]);
});

test('without metadata it is named by its place in the app', () => {
  const chart = shop();
  new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [toReviews] });
  expect(Testing.synth(chart)[0].metadata).toEqual({ name: 'shop-routes-c83038e3', namespace: 'bookinfo' });
});

test('ApiObject.of(routes).addJsonPatch works', () => {
  const chart = shop();
  const routes = new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [toReviews] });
  ApiObject.of(routes).addJsonPatch(JsonPatch.add('/spec/http/0/name', 'patched'));
  expect(Testing.synth(chart)[0].spec.http).toEqual([{ name: 'patched', route }]);
});

test('has rules for HTTP, TLS and TCP, gateways and visibility', () => {
  expect(
    spec({
      gateways: [edge, GatewayRef.MESH],
      tls: [TlsRoute.to([reviews], { match: [{ sniHosts: ['reviews'] }] })],
      tcp: [TcpRoute.to([reviews])],
      exportTo: ['.', 'other'],
    }),
  ).toEqual({
    hosts: ['reviews'],
    gateways: ['edge/gw', 'mesh'],
    http: [{ route }],
    tls: [{ match: [{ sniHosts: ['reviews'] }], route }],
    tcp: [{ route }],
    exportTo: ['.', 'other'],
  });
});

describe('hosts', () => {
  test('are written as Istio resolves them for a rule of this namespace', () => {
    const chart = shop();
    const own = new Service(chart, 'own', { metadata: { name: 'own' }, ports: [{ port: 80 }] });
    const hosts = [
      own,
      ServiceRef.of({ name: 'ratings', namespace: 'other' }),
      ServiceRef.of({ name: 'bare' }),
      'short',
      'a.example.com',
      '*.b.example.com',
      '10.0.0.1',
      '::1',
    ];
    expect(spec({ hosts }, chart).hosts).toEqual([
      'own',
      'ratings.other.svc.cluster.local',
      'bare',
      'short',
      'a.example.com',
      '*.b.example.com',
      '10.0.0.1',
      '::1',
    ]);
  });

  test('are short where no namespace is known', () => {
    expect(spec({ hosts: [ServiceRef.of({ name: 'ratings' }), 'short'] }, new Chart(new App(), 'shop')).hosts).toEqual([
      'ratings',
      'short',
    ]);
  });

  test('are returned as they are written, as a copy', () => {
    const routes = new VirtualService(shop(), 'routes', { hosts: [ServiceRef.of({ name: 'ratings', namespace: 'other' })] });
    routes.addHost('a.com');
    expect(routes.hosts).toEqual(['ratings.other.svc.cluster.local', 'a.com']);
    routes.hosts.push('b.com');
    expect(routes.hosts).toHaveLength(2);
    expect(new VirtualService(shop(), 'none', { hosts: undefined } as unknown as VirtualServiceProps).hosts).toEqual([]);
  });

  test.each<[unknown, string]>([
    [['a b'], '[0]: "a b" has the invalid label "a b"; give a DNS name such as "reviews" or "*.example.com"'],
    [['a.com', 'a.*.com'], '[1]: "a.*.com" has the invalid label "*"; give a DNS name such as "reviews" or "*.example.com"'],
    [['a.com:80'], '[0]: "a.com:80" has the invalid label "com:80"; give a DNS name such as "reviews" or "*.example.com"'],
    [['10.0.0.0/8'], '[0]: "10.0.0.0/8" has the invalid label "0/8"; give a DNS name such as "reviews" or "*.example.com"'],
    [[null], '[0]: null is not a service; give a Service, ServiceRef.of({ name, namespace }) or a host name'],
    ['reviews', ': "reviews" is not a list; put it into brackets: [...]'],
    [null, ': null is not a list; put it into brackets: [...]'],
  ])('%j are refused', (hosts, complaint) => {
    expect(() => spec({ hosts })).toThrow(
      expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: spec.hosts${complaint}` }),
    );
  });

  test.each([
    ['a.com', 'a.com'],
    ['*.com', 'a.com'],
    ['a.com', '*.com'],
    ['*.com', '*.a.com'],
    ['*', 'a'],
    ['10.0.0.1', '10.0.0.1'],
  ])('%s and %s overlap, which Istio refuses', (first, second) => {
    expect(() => spec({ hosts: ['first', first, second], gateways: [edge] })).toThrow(
      expect.objectContaining({
        name: 'InvalidConfigError',
        message: `shop/routes: spec.hosts[${first === '*' ? 1 : 2}]: "${first === '*' ? '*' : second}" overlaps with the host "${first === '*' ? 'first' : first}"; remove one of the two, or move it to a VirtualService of its own`,
      }),
    );
  });

  test('a service and its own short name overlap', () => {
    expect(() => spec({ hosts: [ServiceRef.of({ name: 'reviews', namespace: 'bookinfo' }), 'reviews'] })).toThrow(
      '"reviews" overlaps with the host "reviews"',
    );
  });

  test.each([
    ['a.com', 'b.com'],
    ['*.a.com', 'a.com'],
    ['a.com', 'A.com'],
  ])('%s and %s do not overlap', (first, second) => {
    expect(spec({ hosts: [first, second] }).hosts).toEqual([first, second]);
  });
});

describe('gateways', () => {
  test('are Gateways, names of some, or the sidecars', () => {
    const chart = shop();
    const own = new Gateway(chart, 'own', { metadata: { name: 'own' } });
    const other = new Gateway(new Chart(new App(), 'edge', { namespace: 'edge' }), 'gw', { metadata: { name: 'gw' } });
    const routes = new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [toReviews], gateways: [own, other] });
    routes.addGateway(GatewayRef.MESH);
    expect(routes.toJson().spec.gateways).toEqual(['own', 'edge/gw', 'mesh']);
  });

  test('none are the sidecars', () => {
    expect(spec({}).gateways).toBeUndefined();
    expect(spec({ gateways: [] }).gateways ?? []).toEqual([]);
  });

  test('what is none is refused', () => {
    expect(() => spec({ gateways: [edge, 'gw'] })).toThrow(
      'shop/routes: spec.gateways[1]: "gw" is not a gateway; give a Gateway, GatewayRef.named(\'namespace/name\') or GatewayRef.MESH',
    );
  });
});

describe('rules', () => {
  const named = (name: string) => HttpRoute.to([reviews], { name });

  test('stay in the order in which they were added, whatever else is added between', () => {
    const props: VirtualServiceProps = { hosts: [] };
    const one = shop();
    const first = new VirtualService(one, 'routes', props);
    first.addHttpRoute(named('a'));
    first.addHost('x.com');
    first.addHttpRoute(named('b'));
    first.addGateway(edge);
    first.addTcpRoute(TcpRoute.to([reviews]));
    first.addHost('y.com');
    const two = shop();
    const second = new VirtualService(two, 'routes', props);
    second.addTcpRoute(TcpRoute.to([reviews]));
    second.addGateway(edge);
    second.addHost('x.com');
    second.addHost('y.com');
    second.addHttpRoute(named('a'));
    second.addHttpRoute(named('b'));
    const manifests = Testing.synth(one);
    expect(manifests).toEqual(Testing.synth(two));
    expect(manifests[0].spec).toEqual({
      hosts: ['x.com', 'y.com'],
      gateways: ['edge/gw'],
      http: [
        { name: 'a', route },
        { name: 'b', route },
      ],
      tcp: [{ route }],
    });
  });

  test('addX returns the rule that it added', () => {
    const routes = new VirtualService(shop(), 'routes', { hosts: ['reviews'] });
    const tls = TlsRoute.to([reviews], { match: [{ sniHosts: ['reviews'] }] });
    const tcp = TcpRoute.to([reviews]);
    expect(routes.addHttpRoute(toReviews)).toBe(toReviews);
    expect(routes.addTlsRoute(tls)).toBe(tls);
    expect(routes.addTcpRoute(tcp)).toBe(tcp);
  });

  test('a rule that is refused leaves nothing behind', () => {
    const chart = shop();
    const routes = new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [toReviews] });
    expect(() => routes.addHttpRoute(HttpRoute.to([]))).toThrow('shop/routes: spec.http[1].route: [] has no destination');
    expect(() => routes.addHost('a b')).toThrow();
    expect(() => routes.addGateway(null as unknown as IGateway)).toThrow();
    expect(Testing.synth(chart)[0].spec).toMatchObject({ hosts: ['reviews'], http: [{ route }] });
  });
});

describe('later changes to what was given change nothing', () => {
  test('lists, maps and options', () => {
    const chart = shop();
    const hosts = ['reviews'];
    const gateways: IGateway[] = [GatewayRef.MESH];
    const exportTo = ['*'];
    const headers: Record<string, StringMatch> = { 'end-user': StringMatch.exact('jason') };
    const sourceLabels: Record<string, string> = { app: 'a' };
    const match = [{ headers, sourceLabels }];
    const options = { name: 'main', match };
    const http = [HttpRoute.to([reviews], options)];
    new VirtualService(chart, 'routes', { hosts, gateways, http, exportTo });
    hosts.push('ratings');
    gateways.push(edge);
    exportTo.push('other');
    headers.cookie = StringMatch.present();
    sourceLabels.app = 'b';
    match.push({ headers: {}, sourceLabels: {} });
    options.name = 'other';
    http.push(toReviews);
    expect(Testing.synth(chart)[0].spec).toEqual({
      hosts: ['reviews'],
      gateways: ['mesh'],
      http: [{ name: 'main', match: [{ headers: { 'end-user': { exact: 'jason' } }, sourceLabels: { app: 'a' } }], route }],
      exportTo: ['*'],
    });
  });
});

describe('at synth', () => {
  test('a VirtualService without hosts is refused', () => {
    expect(complaints({ hosts: [], http: [toReviews] })).toEqual([
      '[shop/routes] spec.hosts: has no host; give one, or make it with VirtualService.delegate if others shall delegate to it',
    ]);
    expect(complaints({ http: [toReviews] })).toHaveLength(1);
  });

  test('a VirtualService without rules is refused', () => {
    expect(complaints({ hosts: ['reviews'], http: [] })).toEqual([
      '[shop/routes] spec: has no route; add one with addHttpRoute, addTlsRoute or addTcpRoute',
    ]);
  });

  test('hosts and rules may be added later', () => {
    const chart = shop();
    const routes = new VirtualService(chart, 'routes', { hosts: [] });
    routes.addTcpRoute(TcpRoute.to([reviews]));
    routes.addHost('reviews');
    expect(Testing.synth(chart)[0].spec).toEqual({ hosts: ['reviews'], tcp: [{ route }] });
  });

  const EVERYTHING =
    '[shop/routes] spec.hosts[0]: "*" would take every request of every sidecar, which Istio refuses; give gateways other than GatewayRef.MESH, or name the hosts';

  test.each<[IGateway[], string[]]>([
    [[], [EVERYTHING]],
    [[GatewayRef.MESH], [EVERYTHING]],
    [[edge, GatewayRef.MESH], [EVERYTHING]],
    [[edge], []],
    [[GatewayRef.named('bookinfo/mesh')], []],
  ])('the host * with the gateways %j: %j', (gateways, expected) => {
    expect(complaints({ hosts: ['*'], gateways, http: [toReviews] })).toEqual(expected);
  });

  const claim = StringMatch.exact('a');
  const claims = HttpRoute.to([reviews], {
    match: [
      { headers: { 'x-a': claim } },
      { headers: { '@request.auth.claims.sub': claim }, withoutHeaders: { '@request.auth.claims[a]': claim } },
    ],
  });
  const CLAIM = 'is a claim of a JWT, which only gateways can match; give gateways other than GatewayRef.MESH';
  const CLAIMS = [
    `[shop/routes] spec.http[1].match[1].headers: "@request.auth.claims.sub" ${CLAIM}`,
    `[shop/routes] spec.http[1].match[1].withoutHeaders: "@request.auth.claims[a]" ${CLAIM}`,
  ];

  test.each<[IGateway[], string[]]>([
    [[], CLAIMS],
    [[edge, GatewayRef.MESH], CLAIMS],
    [[edge], []],
  ])('claims of a JWT with the gateways %j: %j', (gateways, expected) => {
    expect(complaints({ hosts: ['reviews'], gateways, http: [toReviews, claims] })).toEqual(expected);
  });

  test('a gateway may be added after the rule that needs it', () => {
    const chart = shop();
    const routes = new VirtualService(chart, 'routes', { hosts: ['*'], http: [claims] });
    routes.addGateway(edge);
    expect(Testing.synth(chart)[0].spec.gateways).toEqual(['edge/gw']);
  });

  test('all that is wrong is said at once', () => {
    expect(complaints({ hosts: [] })).toHaveLength(2);
    expect(complaints({ hosts: ['*'], http: [claims], tls: [TlsRoute.to([reviews], { match: [{ sniHosts: ['a.com'] }] })] })).toHaveLength(
      3,
    );
  });
});

test.each<[unknown, string]>([
  [{ hosts: ['reviews'], delegate: true }, 'spec.delegate: true is not a field of VirtualServiceProps; remove it'],
  [{ hosts: ['reviews'], http: {} }, 'spec.http: {} is not a list; put it into brackets: [...]'],
  [{ hosts: ['reviews'], tls: [null] }, 'spec.tls[0]: null was not made by TlsRoute; use a factory of it, e.g. TlsRoute.to('],
  [{ hosts: ['reviews'], exportTo: 'a' }, 'spec.exportTo: "a" is not a list; put it into brackets: [...]'],
  [{ hosts: ['reviews'], exportTo: [null] }, 'spec.exportTo[0]: null is not a string; quote it'],
  [{ hosts: ['reviews'], exportTo: ['*', 'a'] }, 'spec.exportTo[0]: ["*","a"] has "*" beside others; leave it alone, or remove it'],
  [
    { hosts: ['reviews'], metadata: { name: 'Reviews' } },
    'metadata.name: "Reviews" is not a name that Kubernetes takes; use lower-case letters, digits, "-" and "."',
  ],
  [
    { hosts: ['reviews'], metadata: { annotations: { 'istio.io/dry-run': 'true' } } },
    'metadata.annotations[istio.io/dry-run]: "true" is refused by istiod on this kind; remove it',
  ],
  [null, 'spec: null is not an object; give one with the fields of VirtualServiceProps'],
])('%j is refused', (props, complaint) => {
  expect(() => new VirtualService(shop(), 'routes', props as VirtualServiceProps)).toThrow(
    expect.objectContaining({
      name: 'InvalidConfigError',
      constructPath: 'shop/routes',
      message: expect.stringContaining(`shop/routes: ${complaint}`),
    }),
  );
});
