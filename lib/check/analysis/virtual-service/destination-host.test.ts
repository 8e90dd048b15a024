import { cases, namespace, rules, service, to } from '../../../../test/analysis-cases';
import { Model } from '../../../model';
import { Context } from '../context';
import { destinationHost } from './destination-host';

cases(destinationHost, [
  [
    'Hosts in the set may be named short, in full, or by a wildcard',
    [service('web'), rules({ route: [to('web'), to('web.shop.svc.cluster.local')] })],
    [],
  ],
  [
    'A host that nobody has, outside where the namespace is not held',
    [rules({ route: [to('wbe')] })],
    ['?IST0101 VirtualService shop/routes spec.http.0.route.0.destination.host'],
  ],
  [
    'A host that nobody has in a namespace of the set',
    [namespace('shop'), service('web'), rules({ route: [to('wbe')] })],
    ['IST0101 VirtualService shop/routes spec.http.0.route.0.destination.host'],
  ],
  [
    'One dot makes no service',
    [namespace('shop'), service('web'), rules({ route: [to('web.shop')] })],
    ['?IST0101 VirtualService shop/routes spec.http.0.route.0.destination.host'],
  ],
  [
    'A port that the host has not',
    [service('web'), rules({ route: [to('web', { port: { number: 81 } })] })],
    ['IST0101 VirtualService shop/routes spec.http.0.route.0.destination.port.number'],
  ],
  [
    'No port where there are several',
    [service('web', { ports: [{ port: 80 }, { port: 81 }] }), rules({})],
    ['IST0112 VirtualService shop/routes spec.http.0.route.0.destination.host'],
  ],
  [
    'Mirrors are destinations',
    [namespace('shop'), service('web'), rules({ mirror: { host: 'x' }, mirrors: [{ destination: { host: 'y' } }] })],
    [
      'IST0101 VirtualService shop/routes spec.http.0.mirror.host',
      'IST0101 VirtualService shop/routes spec.http.0.mirrors.0.destination.host',
    ],
  ],
  [
    'A Service that is exported to others only',
    [namespace('shop'), service('web', {}, { annotations: { 'networking.istio.io/exportTo': 'other' } }), rules({})],
    ['IST0101 VirtualService shop/routes spec.http.0.route.0.destination.host'],
  ],
]);

test('A host with one dot that a Service has is told in full', () => {
  const context = new Context(Model.of([service('web'), rules({ route: [to('web.shop')] })]));
  expect([...destinationHost.analyze(context)].map(({ message }) => message)).toEqual([
    'The host "web.shop" is no Service or ServiceEntry that shop may see. With a dot a name is taken as it is: write web.shop.svc.cluster.local.',
  ]);
});
