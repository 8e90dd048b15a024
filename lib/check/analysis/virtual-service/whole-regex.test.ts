import { cases, rules } from '../../../../test/analysis-cases';
import { wholeRegex } from './whole-regex';

const at = (regex: string) => ({ match: [{ uri: { regex } }] });

cases(wholeRegex, [
  ['A path that begins with a letter', [rules(at('api/.*'))], ['anchored-regex VirtualService shop/routes spec.http.0.match.0.uri.regex']],
  [
    'Nothing special',
    [rules(at('/api'), { match: [{ headers: { x: { regex: 'jason' } } }] })],
    [
      'anchored-regex VirtualService shop/routes spec.http.0.match.0.uri.regex',
      'anchored-regex VirtualService shop/routes spec.http.1.match.0.headers.x.regex',
    ],
  ],
  ['Meant so', [rules(at('/api/.*'), at('^/api$'), at('.*api.*'), at('(?i)/api'))], []],
]);
