import { cases, gatewayPods, object } from '../../../../test/analysis-cases';
import { credential } from './credential';

const gateway = object('Gateway', 'shop/main', { selector: { istio: 'ingressgateway' }, servers: [{ tls: { credentialName: 'cert' } }] });
const secret = (data: object) => object('Secret', 'istio-system/cert', undefined, { data });

cases(credential, [
  ['A Secret that is not beside the Pods', [gatewayPods(), gateway], ['?IST0101 Gateway shop/main spec.servers.0.tls.credentialName']],
  [
    'A Secret without the keys',
    [gatewayPods(), gateway, secret({ a: 'eA==' })],
    ['IST0161 Gateway shop/main spec.servers.0.tls.credentialName'],
  ],
  [
    'A Secret whose certificate is none',
    [gatewayPods(), gateway, secret({ 'tls.crt': 'eA==', 'tls.key': 'eA==' })],
    ['IST0161 Gateway shop/main spec.servers.0.tls.credentialName'],
  ],
  ['Without the gateway nobody can tell', [gateway], []],
]);
