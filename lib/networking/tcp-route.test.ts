import { App, Chart, Testing } from 'cdk8s';
import { Destination } from './destination';
import { GatewayRef } from './gateway-ref';
import { TcpRoute, TcpRouteOptions } from './tcp-route';
import { VirtualService } from './virtual-service';

const mongo = Destination.host('mongo');

function rendered(options?: unknown): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new VirtualService(chart, 'routes', { hosts: ['mongo'], tcp: [TcpRoute.to([mongo], options as TcpRouteOptions)] });
  return Testing.synth(chart)[0].spec.tcp[0];
}

test('passes every connection on', () => {
  expect(rendered()).toEqual({ route: [{ destination: { host: 'mongo' } }] });
});

test('passes on what matches', () => {
  expect(
    rendered({
      match: [
        {},
        {
          destinationSubnets: ['10.0.0.0/8'],
          port: 27017,
          sourceLabels: { app: 'a' },
          sourceNamespace: 'front',
          gateways: [GatewayRef.MESH],
        },
      ],
    }),
  ).toEqual({
    match: [
      {},
      { destinationSubnets: ['10.0.0.0/8'], port: 27017, sourceLabels: { app: 'a' }, sourceNamespace: 'front', gateways: ['mesh'] },
    ],
    route: [{ destination: { host: 'mongo' } }],
  });
});

test('shares connections out by weight', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  const routes = new VirtualService(chart, 'routes', { hosts: ['mongo'] });
  const route = TcpRoute.to([mongo.weight(1), Destination.host('backup').port(5555).weight(3)]);
  expect(routes.addTcpRoute(route)).toBe(route);
  expect(Testing.synth(chart)[0].spec.tcp[0].route).toEqual([
    { destination: { host: 'mongo' }, weight: 1 },
    { destination: { host: 'backup', port: { number: 5555 } }, weight: 3 },
  ]);
});

test.each<[unknown, string]>([
  [
    { match: [{ destinationSubnets: ['fe80::1%eth0/64'] }] },
    '.match[0].destinationSubnets[0]: "fe80::1%eth0/64" is not an IP address or CIDR block; write it as "10.0.0.0/8" or "10.1.2.3"',
  ],
  [{ match: [{ port: 70000 }] }, '.match[0].port: 70000 is out of range; give a whole number from 1 to 65535'],
  [{ match: [{ sourceLabels: ['app'] }] }, '.match[0].sourceLabels: ["app"] is not a map; write it as { name: value }'],
  [
    { match: [{ sourceNamespace: '' }] },
    '.match[0].sourceNamespace: "" is not a valid namespace; use up to 63 letters, digits and dashes, with a letter or digit at both ends',
  ],
  [{ match: [{ sourceSubnet: '10.0.0.0/8' }] }, '.match[0].sourceSubnet: "10.0.0.0/8" is not a field of TcpMatch; remove it'],
  [{ match: {} }, '.match: {} is not a list; put it into brackets: [...]'],
  [{ timeout: 5 }, '.timeout: 5 is not a field of TcpRouteOptions; remove it'],
  [null, ': null is not an object; give one with the fields of TcpRouteOptions'],
])('%j is refused', (options, complaint) => {
  expect(() => rendered(options)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: spec.tcp[0]${complaint}` }),
  );
});

test('what is no route is refused', () => {
  const routes = new VirtualService(new Chart(new App(), 'shop'), 'routes', { hosts: ['a.com'] });
  expect(() => routes.addTcpRoute(null as any)).toThrow(
    'shop/routes: spec.tcp[0]: null was not made by TcpRoute; use a factory of it, e.g. TcpRoute.to([destination])',
  );
});
