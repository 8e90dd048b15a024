import { cases, namespace, object } from '../../../../test/analysis-cases';
import { webhookOverlap } from './webhook-overlap';

const config = (name: string, namespaceSelector: object, service?: object) =>
  object('MutatingWebhookConfiguration', name, undefined, {
    webhooks: [{ name: 'x.istio.io', namespaceSelector, clientConfig: { service } }],
  });
const enabled = { matchLabels: { 'istio-injection': 'enabled' } };
const expression = (key: string, operator: string, ...values: string[]) => ({ key, operator, values });
const without = (key: string) => ({ matchExpressions: [expression(key, 'DoesNotExist')] });
const not = (revision: string) => ({ matchExpressions: [expression('istio.io/rev', 'NotIn', revision)] });
const some = (key: string, { matchExpressions }: ReturnType<typeof not>) => ({
  matchExpressions: [expression(key, 'Exists'), ...matchExpressions],
});

cases(webhookOverlap, [
  [
    'Two that take the same',
    [config('a', enabled), config('b', enabled)],
    ['IST0139 MutatingWebhookConfiguration a webhooks.0', 'IST0139 MutatingWebhookConfiguration b webhooks.0'],
  ],
  ['Two that exclude each other', [config('a', enabled), config('b', { matchLabels: { 'istio-injection': 'disabled' } })], []],
  ...(
    [
      ['of one revision', { matchLabels: { 'istio.io/rev': 'r' } }, { matchLabels: { 'istio.io/rev': 'r' } }, true],
      ['of two revisions', { matchLabels: { 'istio.io/rev': 'r' } }, { matchLabels: { 'istio.io/rev': 's' } }, false],
      ['of a revision and without one', { matchLabels: { 'istio.io/rev': 'r' } }, without('istio.io/rev'), false],
      ['of a revision and of any but another', { matchLabels: { 'istio.io/rev': 'r' } }, not('s'), true],
      ['of any but a revision, with no other one about', { ...not('r'), ...enabled }, { ...not('r'), ...enabled }, true],
      ['with a label that none has, of any but a revision', some('istio.io/rev', not('r')), some('istio.io/rev', not('r')), false],
      ['with a label that none has, of any but one of two', some('istio.io/rev', not('r')), some('istio.io/rev', not('s')), false],
    ] as const
  ).map(
    ([what, one, other, found]) =>
      [
        `Two ${what}`,
        [config('a', one), config('b', other)],
        found ? ['IST0139 MutatingWebhookConfiguration a webhooks.0', 'IST0139 MutatingWebhookConfiguration b webhooks.0'] : [],
      ] as const,
  ),
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
