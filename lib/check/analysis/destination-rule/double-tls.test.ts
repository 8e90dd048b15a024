import { cases, find, object, service, to, virtualService } from '../../../../test/analysis-cases';
import { doubleTls } from './double-tls';

const entry = (...ports: object[]) => object('ServiceEntry', 'shop/x', { hosts: ['x.com'], ports, resolution: 'DNS' });
const https = { number: 443, name: 'https', protocol: 'HTTPS' };
const http = { number: 80, name: 'http', protocol: 'HTTP' };
const rule = (trafficPolicy: object, host = 'x.com') => object('DestinationRule', 'shop/rule', { host, trafficPolicy });
const simple = rule({ tls: { mode: 'SIMPLE' } });
const onPort = rule({ portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'SIMPLE' } }] });
const routed = (destination: object) => virtualService({ hosts: ['x.com'], http: [{ route: [to('x.com', destination)] }] });
const found = (path: string) => [`?tls-within-tls DestinationRule shop/rule spec.trafficPolicy.${path}tls.mode`];

cases(doubleTls, [
  ['TLS for a port of HTTPS', [entry(https), simple], found('')],
  ['For one port of two', [entry(http, https), onPort], found('portLevelSettings.0.')],
  ['For all, of which one is plain', [entry(http, https), simple], []],
  ['Where plain requests are led to it', [entry(http, https), onPort, routed({ port: { number: 443 } })], []],
  ['Where a rule leads to another port', [entry(http, https), onPort, routed({ port: { number: 80 } })], found('portLevelSettings.0.')],
  [
    'A port of HTTP, mutual TLS of the mesh, and no TLS',
    [entry({ ...https, protocol: 'HTTP' }), simple, rule({ tls: { mode: 'ISTIO_MUTUAL' } })],
    [],
  ],
  ['Where an extension of proxies may call it', [entry(https), simple, object('WasmPlugin', 'shop/w', {})], []],
  ['Where an extension is for other proxies', [entry(https), simple, object('EnvoyFilter', 'other/w', {})], found('')],
  [
    'A Service, to which other gateways may lead',
    [service('web', { ports: [{ name: 'https', port: 443 }] }), rule({ tls: { mode: 'SIMPLE' } }, 'web')],
    [],
  ],
]);

test('A provider of the mesh is called by proxies', () => {
  const calls = (service: string) => ({ extensionProviders: [{ name: 'a', envoyExtAuthzHttp: { service, port: 443 } }] });
  expect(find(doubleTls, [entry(https), simple], calls('shop/x.com'))).toEqual([]);
  expect(find(doubleTls, [entry(https), simple], calls('y.com'))).toEqual(found(''));
});
