import { App, Chart, Testing } from 'cdk8s';
import { Destination } from './destination';
import { GatewayRef, IGateway } from './gateway-ref';
import { TlsMatch, TlsRoute } from './tls-route';
import { VirtualService } from './virtual-service';

const login = Destination.host('login');

function rendered(match: unknown, hosts = ['*.example.com'], gateways: IGateway[] = [GatewayRef.named('gw')]): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new VirtualService(chart, 'routes', { hosts, gateways, tls: [TlsRoute.to([login], { match: match as TlsMatch[] })] });
  const [route] = Testing.synth(chart)[0].spec.tls;
  expect(route.route).toEqual([{ destination: { host: 'login' } }]);
  return route.match;
}

test('matches names in the SNI, and all that Istio knows beside', () => {
  expect(
    rendered([
      { sniHosts: ['login.example.com'] },
      {
        sniHosts: ['a.example.com', '*.b.example.com'],
        destinationSubnets: ['10.0.0.0/8', '::1'],
        port: 443,
        sourceLabels: { app: 'a' },
        sourceNamespace: 'front',
        gateways: [GatewayRef.named('edge/gw')],
      },
    ]),
  ).toEqual([
    { sniHosts: ['login.example.com'] },
    {
      sniHosts: ['a.example.com', '*.b.example.com'],
      destinationSubnets: ['10.0.0.0/8', '::1'],
      port: 443,
      sourceLabels: { app: 'a' },
      sourceNamespace: 'front',
      gateways: ['edge/gw'],
    },
  ]);
});

test('shares connections out by weight', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new VirtualService(chart, 'routes', {
    hosts: ['a.com'],
    tls: [TlsRoute.to([login.port(443).weight(1), login.weight(3)], { match: [{ sniHosts: ['a.com'] }] })],
  });
  expect(Testing.synth(chart)[0].spec.tls[0].route).toEqual([
    { destination: { host: 'login', port: { number: 443 } }, weight: 1 },
    { destination: { host: 'login' }, weight: 3 },
  ]);
});

test.each<[unknown, string]>([
  [[], '.match: [] has no condition; give at least one match with sniHosts'],
  [undefined, '.match: has no condition; give at least one match with sniHosts'],
  [[{}], '.match[0].sniHosts: has no name; give at least one, e.g. "*.example.com"'],
  [[{ sniHosts: [] }], '.match[0].sniHosts: [] has no name; give at least one, e.g. "*.example.com"'],
  [[{ sniHosts: 'a.com' }], '.match[0].sniHosts: "a.com" is not a list; put it into brackets: [...]'],
  [
    [{ sniHosts: ['a_b.example.com'] }],
    '.match[0].sniHosts[0]: "a_b.example.com" has the invalid label "a_b"; give a DNS name such as "reviews" or "*.example.com"',
  ],
  [
    [{ sniHosts: ['outbound_.x_._.a.com'] }],
    '.match[0].sniHosts[0]: "outbound_.x_._.a.com" has the invalid label "outbound_"; give a DNS name such as "reviews" or "*.example.com"',
  ],
  [
    [{ sniHosts: ['a.example.com'], destinationSubnets: ['10.0.0.0/33'] }],
    '.match[0].destinationSubnets[0]: "10.0.0.0/33" is not an IP address or CIDR block; write it as "10.0.0.0/8" or "10.1.2.3"',
  ],
  [[{ sniHosts: ['a.example.com'], port: 0 }], '.match[0].port: 0 is out of range; give a whole number from 1 to 65535'],
  [[{ sniHosts: ['a.example.com'], uri: '/' }], '.match[0].uri: "/" is not a field of TlsMatch; remove it'],
  [[null], '.match[0]: null is not an object; give one with the fields of TlsMatch'],
])('the match %j is refused', (match, complaint) => {
  expect(() => rendered(match)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: spec.tls[0]${complaint}` }),
  );
});

describe('at synth, names in the SNI must be covered by the hosts', () => {
  const UNCOVERED = '[shop/routes] spec.tls[0].match[0].sniHosts[0]: ';

  test.each([
    ['a.example.com', ['*.example.com']],
    ['*.a.example.com', ['b.com', '*.example.com']],
    ['example.com', ['example.com']],
    ['anything.at.all', ['*']],
    // Against the standard, but istiod looks no further at an address.
    ['10.0.0.1', ['*.example.com']],
  ])('%s is covered by %j', (sni, hosts) => {
    expect(rendered([{ sniHosts: [sni] }], hosts)).toEqual([{ sniHosts: [sni] }]);
  });

  test.each([
    ['example.com', ['*.example.com'], 'is not covered by the hosts *.example.com; add it to the hosts of the VirtualService'],
    ['*.com', ['*.example.com', 'a.com'], 'is not covered by the hosts *.example.com, a.com; add it to the hosts of the VirtualService'],
    ['A.example.com', ['a.example.com'], 'is not covered by the hosts a.example.com; add it to the hosts of the VirtualService'],
  ])('%s is not covered by %j', (sni, hosts, complaint) => {
    expect(() => rendered([{ sniHosts: [sni] }], hosts)).toThrow(`${UNCOVERED}"${sni}" ${complaint}`);
  });

  test('a host may be added after the route', () => {
    const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
    const routes = new VirtualService(chart, 'routes', { hosts: [], tls: [TlsRoute.to([login], { match: [{ sniHosts: ['a.com'] }] })] });
    routes.addHost('a.com');
    expect(Testing.synth(chart)[0].spec.hosts).toEqual(['a.com']);
  });
});

describe('the SNI between gateways', () => {
  const sni = 'outbound_.80_._.reviews.bookinfo.svc.cluster.local';

  test.each<[string, string[], IGateway[]]>([
    ['under a wildcard', ['*.local'], [GatewayRef.named('gw')]],
    ['as a host of its own', [sni], [GatewayRef.named('gw')]],
  ])('is taken %s, at gateways', (_, hosts, gateways) => {
    expect(rendered([{ sniHosts: [sni] }], hosts, gateways)).toEqual([{ sniHosts: [sni] }]);
  });

  test('is refused where sidecars are concerned', () => {
    expect(() => rendered([{ sniHosts: [sni] }], ['*.local'], [GatewayRef.named('gw'), GatewayRef.MESH])).toThrow(
      `[shop/routes] spec.tls[0].match[0].sniHosts[0]: "${sni}" is an SNI between gateways; give gateways other than GatewayRef.MESH`,
    );
  });

  test('as a host it is refused with sidecars, and without TLS routes', () => {
    const complaint = `[shop/routes] spec.hosts[0]: "${sni}" is an SNI between gateways; give gateways other than GatewayRef.MESH, and a TlsRoute`;
    expect(() => rendered([{ sniHosts: [sni] }], [sni], [GatewayRef.MESH])).toThrow(complaint);
    expect(() => rendered([{ sniHosts: [sni] }], [sni], [])).toThrow(complaint);
    const chart = new Chart(new App(), 'shop');
    new VirtualService(chart, 'routes', { hosts: [sni], gateways: [GatewayRef.named('gw')] });
    expect(() => Testing.synth(chart)).toThrow(complaint);
  });
});

test.each<[unknown, string]>([
  [
    null,
    ': null was not made by TlsRoute; use a factory of it, e.g. TlsRoute.to([destination], { match: [{ sniHosts: ["*.example.com"] }] })',
  ],
  [TlsRoute.to([login], null as any), ': null is not an object; give one with the fields of TlsRouteOptions'],
  [TlsRoute.to([], { match: [{ sniHosts: ['a.com'] }] }), '.route: [] has no destination; give at least one'],
  [
    TlsRoute.to([login.headers({})], { match: [{ sniHosts: ['a.com'] }] }),
    '.route[0].headers: {} does not go with a TCP or TLS route; remove it from the destination',
  ],
])('the route %j is refused', (route, complaint) => {
  const routes = new VirtualService(new Chart(new App(), 'shop'), 'routes', { hosts: ['a.com'] });
  expect(() => routes.addTlsRoute(route as TlsRoute)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: spec.tls[0]${complaint}` }),
  );
});
