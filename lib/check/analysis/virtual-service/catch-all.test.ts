import { cases, object, rules, to, virtualService } from '../../../../test/analysis-cases';
import { catchAll } from './catch-all';

const gateway = object('Gateway', 'shop/gw', { servers: [{ port: { number: 80, protocol: 'HTTP' }, hosts: ['./a.com', 'other/b.com'] }] });
const bound = (name: string, http: object[], spec: object = {}) =>
  virtualService({ hosts: ['a.com'], gateways: ['gw'], http, ...spec }, name);
const all = { route: [to('web')] };
const some = { match: [{ headers: { a: {} } }], route: [to('web')] };

cases(catchAll, [
  ['Two that take the rest', [bound('x', [some, all]), bound('y', [all]), gateway], ['second-catch-all VirtualService shop/y spec.http.0']],
  [
    'By a match of one',
    [bound('x', [all]), bound('y', [{ match: [{ uri: { prefix: '/x' } }, { uri: { prefix: '/' } }] }]), gateway],
    ['second-catch-all VirtualService shop/y spec.http.0.match.1'],
  ],
  ['Other hosts, or only some requests', [bound('x', [all]), bound('y', [all], { hosts: ['c.com'] }), bound('z', [some]), gateway], []],
  ['A port of its own', [bound('x', [all]), bound('y', [{ match: [{ port: 81 }] }]), gateway], []],
  [
    'A host that the gateway leaves to another namespace',
    [bound('x', [all], { hosts: ['b.com'] }), bound('y', [all], { hosts: ['b.com'] }), gateway],
    [],
  ],
  ['A gateway that is not here', [bound('x', [all]), bound('y', [all])], []],
  ['Seen by some gateways only', [bound('x', [all]), bound('y', [all], { exportTo: ['.'] }), gateway], []],
  ['Nothing for the rest', [rules({ match: [{ headers: { a: {} } }] })], ['no-default-rule VirtualService shop/routes spec.http']],
  [
    'A rule for the rest',
    [rules({ match: [{ headers: { a: {} } }] }, {}), virtualService({ http: [some, { match: [{ uri: { prefix: '/' } }] }] }, 'b')],
    [],
  ],
  ['For some clients', [rules({ match: [{ sourceLabels: { app: 'a' } }] })], []],
  [
    'Paths, and delegates',
    [rules({ match: [{ uri: { prefix: '/a' } }] }), virtualService({ http: [some, { delegate: { name: 'x' } }] }, 'b')],
    [],
  ],
  ['At a gateway nothing else would answer', [virtualService({ gateways: ['gw'], http: [some] })], []],
]);
