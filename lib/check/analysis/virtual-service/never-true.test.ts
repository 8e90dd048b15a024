import { cases, object, rules, service, virtualService } from '../../../../test/analysis-cases';
import { neverTrue } from './never-true';

const match = (one: object, spec: object = {}) => virtualService({ http: [{ match: [one] }], ...spec });
const found = (path: string) => [`condition-never-true VirtualService shop/routes spec.http.0.match.0.${path}`];

cases(neverTrue, [
  ['A method in small letters', [match({ method: { exact: 'get' } })], found('method.exact')],
  [
    'Methods as they are, and one of somebody’s own',
    [rules({ match: [{ method: { exact: 'GET' } }, { method: { exact: 'purge' } }] })],
    [],
  ],
  ['A scheme that is none', [match({ scheme: { exact: 'HTTPS' } })], found('scheme.exact')],
  ['Blanks around a header', [match({ headers: { a: { exact: 'b ' } } })], found('headers.a.exact')],
  ['A prefix may end in a blank', [match({ headers: { a: { prefix: 'Bearer ' } } })], []],
  ['Every value, turned around', [match({ withoutHeaders: { a: { regex: '.*' } } })], found('withoutHeaders.a.regex')],
  [
    'Any value of some length, turned around, and as a presence',
    [match({ withoutHeaders: { a: { regex: '.+' }, b: {} }, headers: { c: { regex: '.*' } } })],
    [],
  ],
  ['A query value as people write it', [match({ queryParams: { q: { exact: 'two words' } } })], found('queryParams.q.exact')],
  ['One as it comes', [match({ queryParams: { q: { exact: 'two%20words' } } })], []],
  ['A gateway that is not the VirtualService’s', [match({ gateways: ['gw'] })], found('gateways')],
  ['One that is, by another spelling', [match({ gateways: ['shop/gw'] }, { gateways: ['./gw'] })], []],
  [
    'For TCP too',
    [virtualService({ gateways: ['gw'], tcp: [{ match: [{ gateways: ['mesh'] }] }] })],
    ['condition-never-true VirtualService shop/routes spec.tcp.0.match.0.gateways'],
  ],
  ['Of a delegate the root decides', [object('VirtualService', 'shop/leaf', { http: [{ match: [{ gateways: ['gw'] }] }] })], []],
  [
    'An authority that comes to other rules',
    [match({ authority: { exact: 'b.com' } }, { hosts: ['a.com'], gateways: ['gw'] })],
    found('authority.exact'),
  ],
  [
    'One of the hosts, with a port, or under a wildcard',
    [match({ authority: { exact: 'A.b.com:8080' } }, { hosts: ['*.b.com'], gateways: ['gw'] })],
    [],
  ],
  ['The names of a service', [match({ authority: { exact: 'web.shop' } }), service('web')], []],
  ['A Pod of a headless one', [match({ authority: { exact: 'web-0.web.shop.svc.cluster.local' } })], []],
  [
    'A name of an ExternalName for it',
    [
      match({ authority: { exact: 'old.shop' } }),
      service('web'),
      service('old', { type: 'ExternalName', externalName: 'web.shop.svc.cluster.local' }),
    ],
    [],
  ],
]);
