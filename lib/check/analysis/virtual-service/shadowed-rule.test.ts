import { cases, rules, virtualService } from '../../../../test/analysis-cases';
import { shadowedRule } from './shadowed-rule';

const at = (match: object) => ({ match: [match] });
const second = ['unreachable-rule VirtualService shop/routes spec.http.1'];

cases(shadowedRule, [
  ['An exact path under a prefix', [rules(at({ uri: { prefix: '/a' } }), at({ uri: { exact: '/a/b' } }))], second],
  ['One more condition', [rules(at({ uri: { exact: '/a' } }), at({ uri: { exact: '/a' }, headers: { x: { exact: 'y' } } }))], second],
  ['Presence takes every value', [rules(at({ headers: { x: {} } }), at({ headers: { x: { exact: 'y' } } }))], second],
  ['Fewer conditions', [rules(at({ uri: { exact: '/a' }, headers: { x: { exact: 'y' } } }), at({ uri: { exact: '/a' } }))], []],
  ['Another port', [rules(at({ uri: { prefix: '/a' }, port: 1 }), at({ uri: { exact: '/a' }, port: 2 }))], []],
  [
    'Without a header is no wider than without another value',
    [rules(at({ withoutHeaders: { x: {} } }), at({ withoutHeaders: { x: { exact: 'y' } } }))],
    [],
  ],
  ['What Istio finds itself', [rules(at({ uri: { prefix: '/a' } }), at({ uri: { prefix: '/ab' } }))], []],
  ['Everything first, for sidecars', [rules(at({ uri: { regex: '.*' } }), at({ uri: { exact: '/a' } }))], second],
  [
    'Everything first, at a gateway, which puts it last',
    [virtualService({ gateways: ['g'], http: [at({ uri: { regex: '.*' } }), at({ uri: { exact: '/a' } })] })],
    [],
  ],
  [
    'Every match must be taken',
    [rules(at({ uri: { prefix: '/a' } }), { match: [{ uri: { exact: '/a' } }, { uri: { exact: '/b' } }] })],
    [],
  ],
]);
