import { cases, deployment, namespace, object, service } from '../../../../test/analysis-cases';
import { authorizationPolicy } from './authorization-policy';

const policy = (spec: object, name = 'shop/p') => object('AuthorizationPolicy', name, spec);
const forWeb = { selector: { matchLabels: { app: 'web' } } };

cases(authorizationPolicy, [
  ['A workload of the mesh', [namespace('shop'), deployment('web'), policy(forWeb)], []],
  ['No workload', [namespace('shop'), deployment('x'), policy(forWeb)], ['IST0127 AuthorizationPolicy shop/p spec.selector']],
  ['A workload outside of the mesh', [deployment('web'), policy(forWeb)], ['?IST0127 AuthorizationPolicy shop/p spec.selector']],
  ['For all of a namespace without workloads', [namespace('shop'), policy({})], ['?IST0127 AuthorizationPolicy shop/p']],
  ['For all of one that has a Service alone', [namespace('shop'), service('web'), policy({})], ['IST0127 AuthorizationPolicy shop/p']],
  [
    'For all of a namespace with a Gateway, whose Pods Istio makes',
    [
      namespace('shop'),
      object('Gateway', 'shop/g', {}, { apiVersion: 'gateway.networking.k8s.io/v1' }),
      policy({ targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'g' }] }),
    ],
    [],
  ],
  ['Of the whole mesh', [policy({}, 'istio-system/p')], []],
  [
    'Namespaces by name, beginning and end',
    [namespace('shop'), deployment('web'), policy({ rules: [{ from: [{ source: { namespaces: ['SHOP', 'sh*', '*op', 'x'] } }] }] })],
    ['?IST0101 AuthorizationPolicy shop/p spec.rules.0.from.0.source.namespaces.3'],
  ],
]);
