import { cases, deployment, namespace, object } from '../../../../test/analysis-cases';
import { principals } from './principals';

const policy = (spec: object, name = 'shop/p') => object('AuthorizationPolicy', name, spec);
const authentication = (mode: string, spec: object = {}) => object('PeerAuthentication', 'shop/p', { mtls: { mode }, ...spec });
const from = (source: object) => ({ rules: [{ from: [{ source }] }] });
const web = [namespace('shop'), deployment('web', { app: 'web' }, { serviceAccountName: 'web' })];

cases(principals, [
  [
    'An account that a workload runs as, and the default',
    [...web, policy(from({ principals: ['td/ns/shop/sa/web', 'td/ns/shop/sa/default', '*'] }))],
    [],
  ],
  [
    'An account that is not there',
    [...web, policy(from({ principals: ['td/ns/shop/sa/x'] }))],
    ['unknown-service-account AuthorizationPolicy shop/p spec.rules.0.from.0.source.principals.0'],
  ],
  [
    'of another namespace',
    [policy(from({ principals: ['td/ns/other/sa/x'] }))],
    ['?~unknown-service-account AuthorizationPolicy shop/p spec.rules.0.from.0.source.principals.0'],
  ],
  ['The default of any namespace', [policy(from({ principals: ['td/ns/other/sa/default'] }))], []],
  [
    'of a gateway that Istio deploys',
    [
      object('Gateway', 'shop/g', { gatewayClassName: 'istio' }, { apiVersion: 'gateway.networking.k8s.io/v1' }),
      ...web,
      policy(from({ principals: ['td/ns/shop/sa/g-istio', 'td/ns/shop/sa/h-istio'] })),
    ],
    ['unknown-service-account AuthorizationPolicy shop/p spec.rules.0.from.0.source.principals.1'],
  ],
  [
    'Identity without mutual TLS',
    [...web, authentication('DISABLE'), policy(from({ namespaces: ['shop'] }))],
    ['needs-mutual-tls AuthorizationPolicy shop/p spec.rules.0.from.0.source.namespaces'],
  ],
  ['Identity with it', [...web, authentication('STRICT'), policy(from({ namespaces: ['shop'] }))], []],
]);
