import { cases, object } from '../../../../test/analysis-cases';
import { webhookAddress } from './webhook-address';

const config = (clientConfig: object, name = 'istiod-default-validator') =>
  object('ValidatingWebhookConfiguration', name, undefined, { webhooks: [{ clientConfig }] });

cases(webhookAddress, [
  ['A name', [config({ url: 'https://a.com:443/x' })], []],
  [
    'An IP address',
    [config({ url: 'https://[::1]:443/x' })],
    ['IST0164 ValidatingWebhookConfiguration istiod-default-validator webhooks.0.clientConfig.url'],
  ],
  ['No URL', [config({ url: '%zz://x' })], ['IST0163 ValidatingWebhookConfiguration istiod-default-validator webhooks.0.clientConfig.url']],
  ['Nobody', [config({})], ['IST0163 ValidatingWebhookConfiguration istiod-default-validator webhooks.0.clientConfig']],
  ['Of others', [config({}, 'other')], []],
]);
