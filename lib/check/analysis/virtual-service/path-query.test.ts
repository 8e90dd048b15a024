import { cases, rules } from '../../../../test/analysis-cases';
import { pathQuery } from './path-query';

cases(pathQuery, [
  [
    'A query',
    [rules({ match: [{ uri: { prefix: '/a?x' } }] })],
    ['query-in-path-match VirtualService shop/routes spec.http.0.match.0.uri.prefix'],
  ],
  ['In a regex it is something else', [rules({ match: [{ uri: { regex: '/a?' } }] })], []],
]);
