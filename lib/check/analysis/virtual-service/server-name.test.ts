import { cases, object, virtualService } from '../../../../test/analysis-cases';
import { serverName } from './server-name';

const gateway = (name: string, hosts: string[], more: object = {}) =>
  object('Gateway', `shop/${name}`, {
    selector: { istio: 'ingressgateway' },
    servers: [{ port: { number: 443, protocol: 'HTTPS' }, hosts, tls: { mode: 'SIMPLE', credentialName: name }, ...more }],
  });
const bound = (gateways: string[]) => virtualService({ hosts: ['b.com'], gateways, http: [{}] });
const wide = gateway('wide', ['*.com']);
const narrow = gateway('narrow', ['b.com']);
const found = ['host-at-another-server VirtualService shop/routes spec.hosts.0'];

cases(serverName, [
  ['A host that another Gateway has more exactly', [bound(['wide']), wide, narrow], found],
  ['One that is for another namespace', [bound(['wide', 'narrow']), wide, gateway('narrow', ['other/b.com'])], found],
  ['Bound to both', [bound(['wide', 'narrow']), wide, narrow], []],
  ['Bound to the narrow one', [bound(['narrow']), wide, narrow], []],
  ['On another port', [bound(['wide']), wide, gateway('narrow', ['b.com'], { port: { number: 8443, protocol: 'HTTPS' } })], []],
  [
    'Where plain HTTP has no SNI',
    [bound(['wide']), gateway('wide', ['*.com'], { port: { number: 80, protocol: 'HTTP' }, tls: undefined }), narrow],
    [],
  ],
  [
    'Passed through, which takes a rule for tls',
    [bound(['wide']), wide, gateway('narrow', ['b.com'], { tls: { mode: 'PASSTHROUGH' } })],
    [],
  ],
  ['A server that is dropped, which tls-server-dropped tells', [bound(['wide']), gateway('a', ['*.com', 'c.com']), wide, narrow], []],
  ['Another’s host', [bound(['wide']), wide, gateway('narrow', ['c.com'])], []],
]);
