import { cases, rules, virtualService } from '../../../../test/analysis-cases';
import { unusedRules } from './unused-rules';

const at = (uri: object, more: object = {}) => ({ match: [{ uri, ...more }] });

cases(unusedRules, [
  ['A rule after one without match', [rules({}, at({ exact: '/a' }))], ['IST0130 VirtualService shop/routes spec.http.1']],
  [
    'The same match again',
    [rules(at({ exact: '/a' }), at({ exact: '/a' }, { name: 'other' }))],
    ['IST0131 VirtualService shop/routes spec.http.1.match.0', 'IST0130 VirtualService shop/routes spec.http.1'],
  ],
  [
    'A longer prefix later',
    [rules(at({ prefix: '/a' }), at({ prefix: '/ab' }))],
    ['IST0131 VirtualService shop/routes spec.http.1.match.0.uri.prefix'],
  ],
  ['A longer prefix with another method', [rules(at({ prefix: '/a' }, { method: { exact: 'POST' } }), at({ prefix: '/ab' }))], []],
  ['A longer prefix first', [rules(at({ prefix: '/ab' }), at({ prefix: '/a' }))], []],
  [
    'A default says the same as nothing',
    [rules(at({ exact: '/a' }), at({ exact: '/a' }, { ignoreUriCase: false }))],
    ['IST0131 VirtualService shop/routes spec.http.1.match.0', 'IST0130 VirtualService shop/routes spec.http.1'],
  ],
  [
    'Rules for TCP alike',
    [virtualService({ tcp: [{ match: [{ port: 1 }] }, { match: [{ port: 1 }] }] })],
    ['IST0131 VirtualService shop/routes spec.tcp.1.match.0', 'IST0130 VirtualService shop/routes spec.tcp.1'],
  ],
]);
