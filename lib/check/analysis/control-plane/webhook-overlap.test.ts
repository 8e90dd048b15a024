import { cases, namespace, object } from '../../../../test/analysis-cases';
import { webhookOverlap } from './webhook-overlap';

const config = (name: string, namespaceSelector: object, service?: object) =>
  object('MutatingWebhookConfiguration', name, undefined, {
    webhooks: [{ name: 'x.istio.io', namespaceSelector, clientConfig: { service } }],
  });
const enabled = { matchLabels: { 'istio-injection': 'enabled' } };

cases(webhookOverlap, [
  [
    'Two that take the same',
    [config('a', enabled), config('b', enabled)],
    ['IST0139 MutatingWebhookConfiguration a webhooks.0', 'IST0139 MutatingWebhookConfiguration b webhooks.0'],
  ],
  ['Two that exclude each other', [config('a', enabled), config('b', { matchLabels: { 'istio-injection': 'disabled' } })], []],
  [
    'A Service that is not there',
    [
      namespace('istio-system'),
      object('Service', 'istio-system/other', {}),
      config('a', enabled, { namespace: 'istio-system', name: 'istiod' }),
    ],
    ['IST0139 MutatingWebhookConfiguration a webhooks.0.clientConfig.service'],
  ],
]);
