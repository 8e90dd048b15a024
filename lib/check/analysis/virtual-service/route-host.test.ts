import { cases, namespace, object, service, to, virtualService } from '../../../../test/analysis-cases';
import { routeHost } from './route-host';

const found = 'unknown-route-host VirtualService shop/routes spec.hosts.0';
const of = (host: string, spec: object = { http: [{ route: [to('api')] }] }) => virtualService({ hosts: [host], ...spec });
const entry = object('ServiceEntry', 'shop/x', { hosts: ['x.com'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }] });
const tls = { tls: [{ match: [{ sniHosts: ['x.com'] }], route: [to('api')] }] };

cases(routeHost, [
  ['A service that is misspelled', [of('wbe'), service('web'), namespace('shop')], [found]],
  ['One in a namespace that others hold too', [of('wbe'), service('web')], [`?${found}`]],
  ['One in a namespace of which no Service is here', [of('web.other.svc.cluster.local'), service('web')], []],
  ['One that is a destination too, which IST0101 tells', [of('wbe', { http: [{ route: [to('wbe')] }] }), namespace('shop')], []],
  ['A service, a wildcard, and an address', [of('web'), service('web'), of('*.shop.svc.cluster.local'), of('10.0.0.1')], []],
  ['TLS of a host without ServiceEntry', [of('x.com', tls)], [`?${found}`]],
  ['With one', [of('x.com', tls), entry], []],
  ['HTTP of any host on port 80', [of('x.com')], []],
  ['HTTP of any host on another port', [of('x.com', { http: [{ match: [{ port: 8080 }] }] })], [`?${found}`]],
  ['For a gateway', [of('x.com', { gateways: ['gw', 'mesh'], ...tls })], []],
  ['`name.namespace` of a service', [of('web.shop', { tcp: [{ route: [to('api')] }] }), service('web')], []],
]);
