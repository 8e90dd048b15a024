import { cases, rules } from '../../../../test/analysis-cases';
import { corsOrigin } from './cors-origin';

const allow = (exact: string) => rules({ corsPolicy: { allowOrigins: [{ exact }] } });
const never = ['origin-never-matches VirtualService shop/routes spec.http.0.corsPolicy.allowOrigins.0'];

cases(corsOrigin, [
  ['A host alone', [allow('example.com')], never],
  ['A URL', [allow('https://example.com/')], never],
  ['Capitals', [allow('https://Example.com')], never],
  ['The default port', [allow('https://example.com:443')], never],
  [
    'Origins, any, and none',
    [allow('https://example.com'), allow('http://example.com:8080'), allow('*'), allow('null'), allow('file://')],
    [],
  ],
  [
    'The older list',
    [rules({ corsPolicy: { allowOrigin: ['example.com'] } })],
    ['origin-never-matches VirtualService shop/routes spec.http.0.corsPolicy.allowOrigin.0'],
  ],
  [
    'Credentials for everybody',
    [rules({ corsPolicy: { allowOrigins: [{ regex: '.*' }], allowCredentials: true } })],
    ['credentials-for-any-origin VirtualService shop/routes spec.http.0.corsPolicy.allowOrigins.0'],
  ],
  [
    'Without credentials, and for some',
    [
      rules(
        { corsPolicy: { allowOrigins: [{ exact: '*' }] } },
        { corsPolicy: { allowOrigins: [{ prefix: 'https://a.' }], allowCredentials: true } },
      ),
    ],
    [],
  ],
]);
