import { cases, deployment, namespace, service } from '../../../../test/analysis-cases';
import { annotations } from './annotations';

const annotated = (annotations: object, labels: object = {}) => deployment('web', { app: 'web', ...labels }, {}, { annotations });
const path = (name: string) => `Deployment shop/web spec.template.metadata.annotations.${name}`;

cases(annotations, [
  ['A name that Istio has not', [annotated({ 'sidecar.istio.io/nope': 'x' })], [`IST0108 ${path('sidecar.istio.io/nope')}`]],
  [
    'On another kind',
    [namespace('shop'), service('web', {}, { annotations: { 'sidecar.istio.io/proxyCPU': '1' } })],
    ['IST0107 Service shop/web metadata.annotations.sidecar.istio.io/proxyCPU'],
  ],
  [
    'A value that is none',
    [annotated({ 'sidecar.istio.io/proxyCPU': 'lots', 'status.sidecar.istio.io/port': '99999' })],
    [`IST0125 ${path('sidecar.istio.io/proxyCPU')}`, `IST0125 ${path('status.sidecar.istio.io/port')}`],
  ],
  ['YAML that is none', [annotated({ 'proxy.istio.io/config': 'concurrency: [x' })], [`IST0125 ${path('proxy.istio.io/config')}`]],
  [
    'Deprecated, unless the label is there too',
    [annotated({ 'sidecar.istio.io/inject': 'true' })],
    [`IST0135 ${path('sidecar.istio.io/inject')}`],
  ],
  ['and where it is', [annotated({ 'sidecar.istio.io/inject': 'true' }, { 'sidecar.istio.io/inject': 'true' })], []],
  [
    'Others’ annotations',
    [annotated({ 'example.com/x': 'y', 'sidecar.istio.io/status': '{}', 'galley.istio.io/analyze-suppress': '*' })],
    [],
  ],
]);
