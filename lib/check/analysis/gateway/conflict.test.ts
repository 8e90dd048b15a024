import { cases, gatewayPods, object } from '../../../../test/analysis-cases';
import { conflict } from './conflict';

const tls = (name: string, hosts: string[], selector: object = {}, more: object = {}) =>
  object('Gateway', `shop/${name}`, {
    selector,
    servers: [{ port: { number: 443 }, hosts, tls: { mode: 'SIMPLE', credentialName: 'c' }, ...more }],
  });

const twoServers = (name: string, second: object) =>
  object('Gateway', `shop/${name}`, {
    servers: [
      { port: { number: 443 }, hosts: ['x.com'], ...second },
      { port: { number: 443 }, hosts: ['x.com', 'z.com'] },
    ],
  });

cases(conflict, [
  [
    'One host on one port of the same Pods',
    [tls('a', ['x.com']), tls('b', ['x.com', 'y.com'])],
    ['IST0145 Gateway shop/a spec.servers.0.hosts', 'IST0145 Gateway shop/b spec.servers.0.hosts'],
  ],
  ['On another address', [tls('a', ['x.com']), tls('b', ['x.com'], {}, { bind: '10.0.0.1' })], []],
  ['Of other Pods', [tls('a', ['x.com'], { a: 'b' }), tls('b', ['x.com'], { a: 'c' })], []],
  [
    'Of a Pod that both select',
    [gatewayPods(), tls('a', ['x.com'], { istio: 'ingressgateway' }), tls('b', ['x.com'])],
    ['IST0145 Gateway shop/a spec.servers.0.hosts', 'IST0145 Gateway shop/b spec.servers.0.hosts'],
  ],
  ['A wildcard beside it is no conflict', [tls('a', ['x.com']), tls('b', ['*.com'])], []],
  [
    'Two servers of one host, beside another Gateway on the port',
    [twoServers('a', {}), tls('b', ['y.com'])],
    ['IST0145 Gateway shop/a spec.servers.1.hosts'],
  ],
  ['Two servers of one host, alone on the port', [twoServers('a', {})], []],
  [
    'Two servers of one host on other addresses, of which the first is noted over that of the other Gateway',
    [twoServers('a', { bind: '10.0.0.1' }), tls('b', ['x.com'])],
    ['IST0145 Gateway shop/b spec.servers.0.hosts'],
  ],
]);
