import { cases, object, virtualService } from '../../../../test/analysis-cases';
import { filterChains } from './filter-chains';

const tls = (name: string, hosts: string[], selector: object = {}, more: object = {}) =>
  object('Gateway', `shop/${name}`, {
    selector,
    servers: [{ port: { number: 443 }, hosts, tls: { mode: 'SIMPLE', credentialName: 'c' }, ...more }],
  });
const through = tls('pass', ['*'], {}, { tls: { mode: 'PASSTHROUGH' } });
const routed = virtualService({ hosts: ['x.com'], gateways: ['pass'], tls: [{ match: [{ sniHosts: ['x.com'] }] }] });

cases(filterChains, [
  [
    'A name passed through and terminated',
    [through, tls('a', ['x.com']), routed],
    ['filter-chain-collision VirtualService shop/routes spec.tls.0.match.0.sniHosts.0'],
  ],
  ['Another name is terminated', [through, tls('a', ['y.com']), routed], []],
  ['On another port', [through, tls('a', ['x.com'], {}, { port: { number: 8443 } }), routed], []],
  [
    'A later server that shares one of its hosts',
    [tls('a', ['x.com', 'y.com']), tls('b', ['y.com', 'z.com'])],
    ['tls-server-dropped Gateway shop/b spec.servers.0'],
  ],
  ['One that shares all of them loses nothing else', [tls('a', ['x.com', 'y.com']), tls('b', ['y.com'])], []],
]);
