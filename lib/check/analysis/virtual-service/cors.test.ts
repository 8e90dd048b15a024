import { cases, rules } from '../../../../test/analysis-cases';
import { cors } from './cors';

const corsPolicy = { allowOrigins: [{ exact: 'https://a.com' }] };

cases(cors, [
  [
    'On a redirect',
    [rules({ corsPolicy, redirect: { uri: '/a' } })],
    ['cors-without-effect VirtualService shop/routes spec.http.0.corsPolicy'],
  ],
  [
    'Deaf to OPTIONS',
    [rules({ corsPolicy, match: [{ method: { exact: 'POST' } }] }, {})],
    ['cors-without-preflight VirtualService shop/routes spec.http.0.corsPolicy'],
  ],
  ['Another rule answers', [rules({ corsPolicy, match: [{ method: { exact: 'POST' } }] }, { corsPolicy })], []],
  ['Any method', [rules({ corsPolicy })], []],
]);
