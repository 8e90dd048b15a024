import { cases, rules } from '../../../../test/analysis-cases';
import { emptyValue } from './empty-value';

cases(emptyValue, [
  [
    'Empty values of each kind',
    [rules({ match: [{ headers: { a: { exact: '' } }, withoutHeaders: { b: { exact: '' } }, queryParams: { c: { exact: '' } } }] })],
    ['headers.a', 'withoutHeaders.b', 'queryParams.c'].map(
      (path) => `empty-exact-match VirtualService shop/routes spec.http.0.match.0.${path}.exact`,
    ),
  ],
  ['Presence, and values', [rules({ match: [{ headers: { a: {}, b: { exact: '1' } }, withoutHeaders: { c: {} } }] })], []],
]);
