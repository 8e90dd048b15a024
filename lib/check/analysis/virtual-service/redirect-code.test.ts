import { cases, rules } from '../../../../test/analysis-cases';
import { redirectCode } from './redirect-code';

cases(redirectCode, [
  [
    'A code that Envoy has not',
    [rules({ redirect: { redirectCode: 304 } })],
    ['redirect-code-refused VirtualService shop/routes spec.http.0.redirect.redirectCode'],
  ],
  [
    'One that it has, and one that the webhook refuses',
    [rules({ redirect: { redirectCode: 308 } }, { redirect: { redirectCode: 200 } })],
    [],
  ],
]);
