import { cases, object } from '../../../../test/analysis-cases';
import { tokenRequired } from './token-required';

const tokens = object('RequestAuthentication', 'shop/jwt', { jwtRules: [{ issuer: 'a' }] });
const policy = (rule: object, name = 'shop/ask') => object('AuthorizationPolicy', name, { rules: [rule] });
const found = ['?token-not-required RequestAuthentication shop/jwt spec.jwtRules'];

cases(tokenRequired, [
  ['Nobody asks', [tokens, policy({ to: [{ operation: { methods: ['GET'] } }] })], found],
  ['A policy of another namespace asks', [tokens, policy({ from: [{ source: { requestPrincipals: ['*'] } }] }, 'web/ask')], found],
  ['A policy denies those without', [tokens, policy({ from: [{ source: { notRequestPrincipals: ['*'] } }] })], []],
  ['The mesh asks, by a claim', [tokens, policy({ when: [{ key: 'request.auth.claims[iss]', values: ['a'] }] }, 'istio-system/ask')], []],
  ['No tokens are checked', [object('RequestAuthentication', 'shop/jwt', {})], []],
]);
