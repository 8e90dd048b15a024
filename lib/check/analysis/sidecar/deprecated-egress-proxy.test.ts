import { cases, object } from '../../../../test/analysis-cases';
import { deprecatedEgressProxy } from './deprecated-egress-proxy';

cases(deprecatedEgressProxy, [
  [
    'An egress proxy',
    [object('Sidecar', 'shop/a', { outboundTrafficPolicy: { egressProxy: { host: 'x' } } })],
    ['IST0002 Sidecar shop/a spec.outboundTrafficPolicy.egressProxy'],
  ],
  ['None', [object('Sidecar', 'shop/a', { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } })], []],
]);
