import { cases, object } from '../../../../test/analysis-cases';
import { mergedRules } from './merged-rules';

const rule = (name: string, spec: object) => object('DestinationRule', `shop/${name}`, { host: 'web', ...spec });

cases(mergedRules, [
  [
    'A subset of two rules',
    [rule('a', { subsets: [{ name: 'v1' }] }), rule('b', { host: 'web.shop.svc.cluster.local', subsets: [{ name: 'v1' }] })],
    ['duplicate-subset DestinationRule shop/b spec.subsets.0'],
  ],
  [
    'Two policies',
    [rule('b', { trafficPolicy: { tls: {} } }), rule('a', { trafficPolicy: { tls: {} } })],
    ['ignored-traffic-policy DestinationRule shop/b spec.trafficPolicy'],
  ],
  ['A policy here and subsets there', [rule('a', { trafficPolicy: { tls: {} } }), rule('b', { subsets: [{ name: 'v1' }] })], []],
  [
    'For others',
    [rule('a', { subsets: [{ name: 'v1' }], exportTo: ['x'] }), rule('b', { subsets: [{ name: 'v1' }], exportTo: ['y'] })],
    [],
  ],
]);
