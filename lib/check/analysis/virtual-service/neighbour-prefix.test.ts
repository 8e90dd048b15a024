import { cases, rules } from '../../../../test/analysis-cases';
import { neighbourPrefix } from './neighbour-prefix';

cases(neighbourPrefix, [
  [
    'Within a segment',
    [rules({ match: [{ uri: { prefix: '/a' } }] })],
    ['prefix-takes-neighbours VirtualService shop/routes spec.http.0.match.0.uri.prefix'],
  ],
  ['One that takes no path', [rules({ match: [{ uri: { prefix: '/a?b' } }, { uri: { prefix: 'a' } }, { uri: { prefix: '' } }] })], []],
  ['At its end', [rules({ match: [{ uri: { prefix: '/a/' } }, { uri: { prefix: '/' } }] })], []],
]);
