import { cases, namespace, object } from '../../../../test/analysis-cases';
import { namespaceLabels } from './namespace-labels';

const values = (value: unknown) =>
  object('ConfigMap', 'istio-system/istio-sidecar-injector', undefined, {
    data: { values: JSON.stringify({ sidecarInjectorWebhook: value }) },
  });

cases(namespaceLabels, [
  ['No label', [namespace('shop', {})], ['IST0102 Namespace shop metadata.labels']],
  [
    'A label for or against',
    [namespace('a'), namespace('b', { 'istio-injection': 'disabled' }), namespace('c', { 'istio.io/rev': '' })],
    [],
  ],
  ['Two ways in', [namespace('a', { 'istio-injection': 'enabled', 'istio.io/rev': 'x' })], ['IST0123 Namespace a metadata.labels']],
  [
    'No label, where that means injection',
    [values({ enableNamespacesByDefault: true }), namespace('a', {})],
    ['IST0148 Namespace a metadata.labels'],
  ],
  ['Ambient mode', [namespace('a', { 'istio.io/dataplane-mode': 'ambient' })], []],
  ['Of Istio or Kubernetes', [namespace('istio-system', {}), namespace('kube-system', {})], []],
]);
