import { cases, deployment, namespace, object } from '../../../../test/analysis-cases';
import { missingProxy } from './missing-proxy';

const pod = (metadata: object = {}, spec: object = {}) => object('Pod', 'shop/p', { containers: [{ name: 'a' }], ...spec }, { metadata });

cases(missingProxy, [
  ['A Pod without proxy', [namespace('shop'), pod()], ['IST0103 Pod shop/p spec.containers']],
  ['that wants none', [namespace('shop'), pod({ labels: { 'sidecar.istio.io/inject': 'False' } })], []],
  ['that has one', [namespace('shop'), pod({}, { initContainers: [{ name: 'istio-proxy', image: 'p' }] })], []],
  ['on the host’s network', [namespace('shop'), pod({}, { hostNetwork: true })], []],
  ['What a Deployment makes is injected', [namespace('shop'), deployment('web')], []],
]);
