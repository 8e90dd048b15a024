import { cases, find, rules, service, to } from '../../../../test/analysis-cases';
import { fault } from './fault';

const all = { percentage: { value: 100 } };
const abort = (more: object) => rules({ fault: { abort: more } });

cases(fault, [
  [
    'Faults without a percentage',
    [rules({ fault: { abort: { httpStatus: 500 }, delay: { fixedDelay: '5s' } } }), service('web')],
    [
      'fault-without-percentage VirtualService shop/routes spec.http.0.fault.abort',
      'fault-without-percentage VirtualService shop/routes spec.http.0.fault.delay',
    ],
  ],
  [
    'An empty percentage is 0',
    [abort({ httpStatus: 500, percentage: {} })],
    ['fault-without-percentage VirtualService shop/routes spec.http.0.fault.abort'],
  ],
  [
    'One that says 0, and a delay by the older percent',
    [rules({ fault: { abort: { httpStatus: 500, percentage: { value: 0 } }, delay: { fixedDelay: '5s', percent: 10 } } })],
    [],
  ],
  [
    'A gRPC status for plain HTTP',
    [abort({ grpcStatus: 'UNAVAILABLE', ...all }), service('web')],
    ['grpc-abort-for-http VirtualService shop/routes spec.http.0.fault.abort.grpcStatus'],
  ],
  ['For gRPC', [abort({ grpcStatus: 'UNAVAILABLE', ...all }), service('web', { ports: [{ name: 'grpc', port: 80 }] })], []],
  [
    'For a port without a name, and for a service not here',
    [abort({ grpcStatus: 'UNAVAILABLE', ...all }), service('web', { ports: [{ port: 80 }] })],
    [],
  ],
  ['For a service not here', [abort({ grpcStatus: 'UNAVAILABLE', ...all })], []],
  [
    'For the port of gRPC of two',
    [
      rules({ route: [to('web', { port: { number: 90 } })], fault: { abort: { grpcStatus: 'UNAVAILABLE', ...all } } }),
      service('web', {
        ports: [
          { name: 'http', port: 80 },
          { name: 'grpc', port: 90 },
        ],
      }),
    ],
    [],
  ],
]);

test('A mesh that upgrades to HTTP/2 may serve gRPC on any port', () => {
  const set = [abort({ grpcStatus: 'UNAVAILABLE', ...all }), service('web')];
  expect(find(fault, set, { h2UpgradePolicy: 'UPGRADE' })).toEqual([]);
});
