import { cases, gatewayPods, namespace, object, virtualService } from '../../../../test/analysis-cases';
import { jwtClaimRoute } from './jwt-claim-route';

const claim = virtualService({ gateways: ['main'], http: [{ match: [{ headers: { '@request.auth.claims.group': { exact: 'a' } } }] }] });
const main = object('Gateway', 'shop/main', { selector: { istio: 'ingressgateway' } });
const authentication = (labels: object) => object('RequestAuthentication', 'istio-system/jwt', { selector: { matchLabels: labels } });

cases(jwtClaimRoute, [
  [
    'A claim that nothing validates',
    [namespace('istio-system'), gatewayPods(), main, claim],
    ['IST0149 VirtualService shop/routes spec.http.0.match.0.headers.@request.auth.claims.group'],
  ],
  ['A claim that is validated', [gatewayPods(), main, claim, authentication({ istio: 'ingressgateway' })], []],
  [
    'A RequestAuthentication for other Pods',
    [namespace('istio-system'), gatewayPods(), main, claim, authentication({ istio: 'other' })],
    ['IST0149 VirtualService shop/routes spec.http.0.match.0.headers.@request.auth.claims.group'],
  ],
  ['Without the gateway nobody can tell', [claim], []],
]);
