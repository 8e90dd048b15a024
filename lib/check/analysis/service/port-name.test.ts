import { cases, service } from '../../../../test/analysis-cases';
import { portName } from './port-name';

cases(portName, [
  ['A name that says nothing', [service('web', { ports: [{ name: 'web', port: 8080 }] })], ['IST0118 Service shop/web spec.ports.0.name']],
  [
    'A protocol by name, by appProtocol, by number',
    [
      service('web', {
        ports: [
          { name: 'http-a', port: 1 },
          { name: 'b', appProtocol: 'grpc', port: 2 },
          { name: 'db', port: 3306 },
        ],
      }),
    ],
    [],
  ],
  [
    'An ExternalName with plain tcp',
    [
      service('web', {
        type: 'ExternalName',
        ports: [
          { name: 'tcp', port: 1 },
          { name: 'tcp-a', port: 2 },
        ],
      }),
    ],
    ['IST0150 Service shop/web spec.ports.0.name'],
  ],
  ['Of Istio itself', [service('web', { ports: [{ name: 'web', port: 8080 }] }, { labels: { istio: 'x' } })], []],
]);
