import { cases, find, rules } from '../../../../test/analysis-cases';
import { pathForm } from './path-form';

const uri = (match: object) => rules({ match: [{ uri: match }] });
const found = (kind: string) => [`path-never-matches VirtualService shop/routes spec.http.0.match.0.uri.${kind}`];

cases(pathForm, [
  ['Without a slash', [uri({ prefix: 'api' })], found('prefix')],
  ['With a fragment', [uri({ exact: '/a#b' })], found('exact')],
  ['With dots', [uri({ exact: '/a/./b' })], found('exact')],
  ['Dots within a prefix', [uri({ prefix: '/a/../b' })], found('prefix')],
  ['Encoded where it need not be', [uri({ exact: '/%61pi' })], found('exact')],
  ['Not encoded where it must be', [uri({ exact: '/a b' })], found('exact')],
  ['A template', [uri({ exact: '/users/{id}' })], found('exact')],
  ['A backslash', [uri({ prefix: '/a\\b' })], found('prefix')],
  ['Plain ones, two slashes, and an encoded slash', [uri({ exact: '/a.b/c~d' }), uri({ prefix: '/a//b' }), uri({ prefix: '/a%2Fb' })], []],
  ['A prefix that may go on', [uri({ prefix: '/a/..' })], []],
  [
    'What a query ends is another matter, and so is a regex',
    [rules({ match: [{ uri: { exact: '/a?b' } }, { uri: { regex: '/a b' } }, { uri: { exact: '*' } }] })],
    [],
  ],
]);

test('Mesh config decides the form', () => {
  expect(find(pathForm, [uri({ exact: '/a/./b' })], { pathNormalization: { normalization: 'NONE' } })).toEqual([]);
  expect(find(pathForm, [uri({ exact: '/a//b' })], { pathNormalization: { normalization: 'MERGE_SLASHES' } })).toEqual(found('exact'));
});
