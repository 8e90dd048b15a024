import { cases, deployment, namespace, object, service } from '../../../../test/analysis-cases';
import { subsetPods } from './subset-pods';

const rule = (spec: object) => object('DestinationRule', 'shop/web', { host: 'web', ...spec });

cases(subsetPods, [
  ['Labels that some Pod has', [service('web'), deployment('web'), rule({ subsets: [{ name: 'a', labels: { app: 'web' } }] })], []],
  [
    'Labels that no Pod has',
    [service('web'), deployment('web'), rule({ subsets: [{ name: 'a', labels: { app: 'x' } }] })],
    ['IST0173 DestinationRule shop/web spec.subsets.0'],
  ],
  [
    'of the last subset of a name only',
    [
      service('web'),
      deployment('web'),
      rule({
        subsets: [
          { name: 'a', labels: { app: 'x' } },
          { name: 'a', labels: { app: 'web' } },
        ],
      }),
    ],
    [],
  ],
  [
    'of a service without workloads in the set',
    [service('web'), rule({ subsets: [{ name: 'a', labels: { app: 'x' } }] })],
    ['?IST0173 DestinationRule shop/web spec.subsets.0'],
  ],
  ['A host that nobody has', [namespace('shop'), service('other'), rule({})], ['IST0174 DestinationRule shop/web spec.host']],
  [
    'Labels of the node that a Pod is bound to',
    [
      service('web'),
      object('Node', 'n', {}, { metadata: { labels: { 'topology.kubernetes.io/region': 'eu' } } }),
      object('Pod', 'shop/p', { nodeName: 'n' }),
      rule({ subsets: [{ name: 'a', labels: { 'topology.kubernetes.io/region': 'eu' } }] }),
    ],
    [],
  ],
  [
    'A Deployment without replicas makes no Pod',
    [
      service('web'),
      object('Deployment', 'shop/web', { replicas: 0, template: { metadata: { labels: { app: 'web' } } } }),
      rule({ subsets: [{ name: 'a', labels: { app: 'web' } }] }),
    ],
    ['?IST0173 DestinationRule shop/web spec.subsets.0'],
  ],
  [
    'A StatefulSet does',
    [
      service('web'),
      object('StatefulSet', 'shop/web', { template: { metadata: { labels: { app: 'web' } } } }),
      rule({ subsets: [{ name: 'a', labels: { app: 'web' } }] }),
    ],
    [],
  ],
]);
