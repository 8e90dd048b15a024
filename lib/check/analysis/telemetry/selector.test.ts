import { cases, deployment, namespace, object } from '../../../../test/analysis-cases';
import { selector } from './selector';

const telemetry = (name: string, spec: object) => object('Telemetry', `shop/${name}`, spec);
const forWeb = { selector: { matchLabels: { app: 'web' } } };

cases(selector, [
  [
    'No Pod has the labels',
    [namespace('shop'), deployment('other'), telemetry('a', forWeb)],
    ['IST0101 Telemetry shop/a spec.selector.matchLabels'],
  ],
  [
    'One workload of two',
    [deployment('web'), telemetry('a', forWeb), telemetry('b', forWeb)],
    ['IST0159 Telemetry shop/a spec.selector', 'IST0159 Telemetry shop/b spec.selector'],
  ],
  ['Two for all of a namespace', [telemetry('a', {}), telemetry('b', {})], ['IST0160 Telemetry shop/a', 'IST0160 Telemetry shop/b']],
  ['An empty selector is neither', [telemetry('a', { selector: {} }), telemetry('b', {})], []],
]);
