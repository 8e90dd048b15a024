import { cases, object, service } from '../../../../test/analysis-cases';
import { portSettings } from './port-settings';

const rule = (trafficPolicy: object, more: object = {}) => object('DestinationRule', 'shop/rule', { host: 'web', trafficPolicy, ...more });
const port = (number: number, more: object = {}) => ({ port: { number }, ...more });

cases(portSettings, [
  [
    'A port that the service does not have',
    [rule({ portLevelSettings: [port(8080, { tls: {} })] }), service('web')],
    ['unknown-settings-port DestinationRule shop/rule spec.trafficPolicy.portLevelSettings.0.port.number'],
  ],
  [
    'Of a subset',
    [
      object('DestinationRule', 'shop/rule', { host: 'web', subsets: [{ trafficPolicy: { portLevelSettings: [port(8080)] } }] }),
      service('web'),
    ],
    ['unknown-settings-port DestinationRule shop/rule spec.subsets.0.trafficPolicy.portLevelSettings.0.port.number'],
  ],
  [
    'One that it has, a service not here, a wildcard',
    [
      rule({ portLevelSettings: [port(80)] }),
      service('web'),
      rule({ portLevelSettings: [port(81)] }, { host: 'api' }),
      rule({ portLevelSettings: [port(81)] }, { host: '*.shop.svc.cluster.local' }),
    ],
    [],
  ],
  [
    'What all ports have and this one loses',
    [rule({ outlierDetection: {}, tls: { mode: 'DISABLE' }, portLevelSettings: [port(80, { tls: { mode: 'SIMPLE' } })] })],
    ['settings-lost-on-port DestinationRule shop/rule spec.trafficPolicy.portLevelSettings.0'],
  ],
  [
    'A hash that it loses',
    [rule({ loadBalancer: { consistentHash: {} }, portLevelSettings: [port(80, { tls: {} })] })],
    ['settings-lost-on-port DestinationRule shop/rule spec.trafficPolicy.portLevelSettings.0'],
  ],
  [
    'A way to balance, and what is repeated',
    [rule({ loadBalancer: { simple: 'RANDOM' }, tls: {}, portLevelSettings: [port(80, { tls: {} })] })],
    [],
  ],
]);
