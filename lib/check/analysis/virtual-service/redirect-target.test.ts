import { cases, rules } from '../../../../test/analysis-cases';
import { redirectTarget } from './redirect-target';

cases(redirectTarget, [
  ['A URL', [rules({ redirect: { uri: 'https://a.com' } })], ['url-as-redirect-path VirtualService shop/routes spec.http.0.redirect.uri']],
  [
    'Two ports',
    [rules({ redirect: { authority: 'a.com:1', port: 2 } })],
    ['redirect-with-two-ports VirtualService shop/routes spec.http.0.redirect.port'],
  ],
  [
    'A direct response that leads back',
    [rules({ directResponse: { status: 302 } })],
    ['redirect-to-itself VirtualService shop/routes spec.http.0.directResponse.status'],
  ],
  ['None of these', [rules({ redirect: { uri: '/a', authority: 'a.com', port: 2 } }, { directResponse: { status: 404 } })], []],
]);
