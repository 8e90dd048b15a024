import { cases, deployment, object } from '../../../../test/analysis-cases';
import { applicationUid } from './application-uid';

cases(applicationUid, [
  [
    'The user of the Pods',
    [deployment('web', {}, { securityContext: { runAsUser: 1337 } })],
    [
      'IST0144 Deployment shop/web spec.template.spec.securityContext.runAsUser',
      'IST0144 Deployment shop/web spec.template.spec.securityContext.runAsUser',
    ],
  ],
  ['The proxy itself', [object('Pod', 'shop/p', { containers: [{ name: 'istio-proxy', securityContext: { runAsUser: 1337 } }] })], []],
  [
    'Pods of nothing but the proxy, as a gateway’s',
    [deployment('gate', {}, { securityContext: { runAsUser: 1337 }, containers: [{ name: 'istio-proxy', image: 'auto' }] })],
    [],
  ],
  [
    'A container',
    [object('Pod', 'shop/p', { containers: [{ name: 'a', securityContext: { runAsUser: 1337 } }] })],
    ['IST0144 Pod shop/p spec.containers.0.securityContext.runAsUser'],
  ],
]);
