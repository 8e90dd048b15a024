import { cases, deployment, object } from '../../../../test/analysis-cases';
import { gatewayApiSelector } from './gateway-api-selector';

const policy = (spec: object, name = 'shop/p') => object('AuthorizationPolicy', name, spec);
const gate = deployment('gate', { 'gateway.networking.k8s.io/gateway-name': 'g' });

cases(gatewayApiSelector, [
  ['By labels', [gate, policy({ selector: {} })], ['IST0166 AuthorizationPolicy shop/p spec.selector']],
  ['By reference', [gate, policy({ selector: {}, targetRef: { name: 'g' } })], []],
  ['Other Pods', [deployment('web'), policy({ selector: {} })], []],
]);
