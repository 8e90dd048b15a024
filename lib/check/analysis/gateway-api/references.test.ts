import { cases, namespace, object, service } from '../../../../test/analysis-cases';
import { references } from './references';

const route = (spec: object) => object('HTTPRoute', 'shop/r', spec);
const gateway = object('Gateway', 'shop/g', { listeners: [{ name: 'http' }] }, { apiVersion: 'gateway.networking.k8s.io/v1' });

cases(references, [
  [
    'What is there',
    [
      service('web'),
      gateway,
      route({ parentRefs: [{ name: 'g', sectionName: 'http' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] }),
    ],
    [],
  ],
  [
    'No Gateway, no listener',
    [namespace('shop'), service('web'), gateway, route({ parentRefs: [{ name: 'x' }, { name: 'g', sectionName: 'x' }] })],
    ['unknown-parent HTTPRoute shop/r spec.parentRefs.0.name', 'unknown-parent HTTPRoute shop/r spec.parentRefs.1.sectionName'],
  ],
  [
    'No Service, no port',
    [namespace('shop'), service('web'), route({ rules: [{ backendRefs: [{ name: 'x' }, { name: 'web', port: 1 }] }] })],
    [
      'unknown-backend HTTPRoute shop/r spec.rules.0.backendRefs.0.name',
      'unknown-backend HTTPRoute shop/r spec.rules.0.backendRefs.1.port',
    ],
  ],
  [
    'The Service of a gateway that Istio deploys',
    [
      object('Gateway', 'shop/g', { gatewayClassName: 'istio' }, { apiVersion: 'gateway.networking.k8s.io/v1' }),
      route({ rules: [{ backendRefs: [{ name: 'g-istio' }, { name: 'g-other' }] }] }),
    ],
    ['?unknown-backend HTTPRoute shop/r spec.rules.0.backendRefs.1.name'],
  ],
  [
    'Of others',
    [
      route({
        parentRefs: [
          { name: 'x', namespace: 'other' },
          { kind: 'Service', name: 'x' },
        ],
      }),
    ],
    ['?unknown-parent HTTPRoute shop/r spec.parentRefs.0.name'],
  ],
]);
