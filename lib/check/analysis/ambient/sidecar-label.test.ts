import { cases, deployment, namespace } from '../../../../test/analysis-cases';
import { sidecarLabel } from './sidecar-label';

const LABEL = { 'istio.io/dataplane-mode': 'ambient' };
const FOUND = ['sidecar-in-ambient Deployment shop/web spec.template.metadata.labels.istio.io/dataplane-mode'];

cases(sidecarLabel, [
  ['Injected by the namespace', [namespace('shop'), deployment('web', LABEL)], FOUND],
  ['Injected by its own label', [deployment('web', { ...LABEL, 'sidecar.istio.io/inject': 'true' })], FOUND],
  ['Without sidecar', [namespace('shop'), deployment('web', { ...LABEL, 'sidecar.istio.io/inject': 'false' })], []],
  [
    'With a sidecar in a namespace in ambient mode',
    [namespace('shop', LABEL), deployment('web', { 'sidecar.istio.io/inject': 'true' })],
    [],
  ],
]);
