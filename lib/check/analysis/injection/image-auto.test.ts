import { cases, deployment, object } from '../../../../test/analysis-cases';
import { imageAuto } from './image-auto';

const auto = (labels: object) => deployment('gate', labels, { containers: [{ name: 'istio-proxy', image: 'auto' }] });
const webhook = object('MutatingWebhookConfiguration', 'istio', undefined, {
  webhooks: [{ name: 'x.istio.io', objectSelector: { matchLabels: { 'sidecar.istio.io/inject': 'true' } } }],
});
const image = 'Deployment shop/gate spec.template.spec.containers.0.image';

cases(imageAuto, [
  ['No webhook in the set', [auto({})], [`?IST0146 ${image}`, `?IST0147 ${image}`]],
  ['No webhook in the set, and Pods labelled for one', [auto({ 'sidecar.istio.io/inject': 'true' })], [`?~IST0146 ${image}`]],
  ['as by a revision', [auto({ 'istio.io/rev': 'canary' })], [`?~IST0146 ${image}`]],
  ['A webhook that does not take it', [webhook, auto({})], [`IST0146 ${image}`, `IST0147 ${image}`]],
  ['A webhook that does', [webhook, auto({ 'sidecar.istio.io/inject': 'true' })], []],
]);
