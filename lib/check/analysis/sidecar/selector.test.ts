import { cases, deployment, namespace, object } from '../../../../test/analysis-cases';
import { selector } from './selector';

const sidecar = (name: string, labels?: object) =>
  object('Sidecar', name, { ...(labels && { workloadSelector: { labels } }), egress: [{ hosts: ['./*'] }] });

cases(selector, [
  [
    'No Pod has the labels',
    [namespace('shop'), deployment('web'), sidecar('shop/a', { app: 'x' })],
    ['IST0101 Sidecar shop/a spec.workloadSelector.labels'],
  ],
  [
    'One workload of two Sidecars',
    [deployment('web'), sidecar('shop/a', { app: 'web' }), sidecar('shop/b', { app: 'web' })],
    ['IST0110 Sidecar shop/a spec.workloadSelector', 'IST0110 Sidecar shop/b spec.workloadSelector'],
  ],
  [
    'Two for all of a namespace',
    [sidecar('shop/a'), sidecar('shop/b'), sidecar('other/a')],
    ['IST0111 Sidecar shop/a', 'IST0111 Sidecar shop/b'],
  ],
  [
    'A namespace in ambient mode',
    [namespace('shop', { 'istio.io/dataplane-mode': 'ambient' }), sidecar('shop/a')],
    ['IST0167 Sidecar shop/a'],
  ],
  [
    'A workload in ambient mode',
    [namespace('shop', { 'istio.io/dataplane-mode': 'ambient' }), deployment('web'), sidecar('shop/a', { app: 'web' })],
    ['IST0167 Sidecar shop/a spec.workloadSelector'],
  ],
]);
