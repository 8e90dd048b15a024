import { cases, rules } from '../../../../test/analysis-cases';
import { rewriteSlash } from './rewrite-slash';

const rewrite = (prefix: string, uri: string) => ({ match: [{ uri: { prefix } }], rewrite: { uri } });

cases(rewriteSlash, [
  ['Two slashes', [rules(rewrite('/a', '/'))], ['rewrite-double-slash VirtualService shop/routes spec.http.0.rewrite.uri']],
  [
    'None',
    [rules(rewrite('/a/', '/b'), { rewrite: { uri: '/b' } })],
    [
      'rewrite-glued-path VirtualService shop/routes spec.http.0.rewrite.uri',
      'rewrite-glued-path VirtualService shop/routes spec.http.1.rewrite.uri',
    ],
  ],
  ['One', [rules(rewrite('/a/', '/b/'), rewrite('/a', '/b'), { match: [{ uri: { exact: '/a' } }], rewrite: { uri: '/' } })], []],
  ['A query', [rules(rewrite('/a', '/b?x'))], ['query-in-rewrite VirtualService shop/routes spec.http.0.rewrite.uri']],
]);
