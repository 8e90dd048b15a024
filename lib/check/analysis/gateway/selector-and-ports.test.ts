import { cases, gatewayPods, object } from '../../../../test/analysis-cases';
import { selectorAndPorts } from './selector-and-ports';

const gateway = (selector: object, port = 8080) => object('Gateway', 'shop/main', { selector, servers: [{ port: { number: port } }] });
const lead = (port: object) => object('Service', 'istio-system/ingress', { selector: { istio: 'ingressgateway' }, ports: [port] });

cases(selectorAndPorts, [
  ['A Service that leads to the port', [gatewayPods(), lead({ port: 80, targetPort: 8080 }), gateway({ istio: 'ingressgateway' })], []],
  [
    'A port that no Service leads to',
    [gatewayPods(), lead({ port: 80, targetPort: 8080 }), gateway({ istio: 'ingressgateway' }, 9090)],
    ['IST0162 Gateway shop/main spec.servers.0.port.number'],
  ],
  [
    'A Service without selector may lead anywhere',
    [gatewayPods(), object('Service', 'istio-system/x', { ports: [{ port: 9090 }] }), gateway({ istio: 'ingressgateway' }, 9090)],
    [],
  ],
  [
    'UDP is no way in',
    [gatewayPods(), lead({ port: 8080, protocol: 'UDP' }), gateway({ istio: 'ingressgateway' })],
    ['IST0162 Gateway shop/main spec.servers.0.port.number'],
  ],
  ['Labels that no Pod has', [gatewayPods(), gateway({ istio: 'other' })], ['?IST0101 Gateway shop/main spec.selector']],
  ['The default gateway is there where no gateway is in the set', [gateway({ istio: 'ingressgateway' })], []],
  ['Another one is not', [gateway({ istio: 'other' })], ['?IST0101 Gateway shop/main spec.selector']],
]);
