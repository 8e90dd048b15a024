import { cases, object } from '../../../../test/analysis-cases';
import { sharedCertificate } from './shared-certificate';

const tls = (name: string, hosts: string[], selector: object = {}, more: object = {}) =>
  object('Gateway', `shop/${name}`, {
    selector,
    servers: [{ port: { number: 443 }, hosts, tls: { mode: 'SIMPLE', credentialName: 'c' }, ...more }],
  });

cases(sharedCertificate, [
  [
    'One certificate for two Gateways of the same Pods',
    [tls('a', ['x.com'], { a: 'b' }), tls('b', ['y.com'], { a: 'b' })],
    ['IST0138 Gateway shop/a spec.servers.0.tls', 'IST0138 Gateway shop/b spec.servers.0.tls'],
  ],
  [
    'The wider selector is told',
    [tls('a', ['x.com'], { a: 'b' }), tls('b', ['y.com'], { a: 'b', c: 'd' })],
    ['IST0138 Gateway shop/a spec.servers.0.tls'],
  ],
  ['Certificates of their own', [tls('a', ['x.com']), tls('b', ['y.com'], {}, { tls: { credentialName: 'other' } })], []],
]);
