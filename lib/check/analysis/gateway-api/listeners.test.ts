import { cases, object } from '../../../../test/analysis-cases';
import { listeners } from './listeners';

const gateway = (...each: object[]) => object('Gateway', 'shop/g', { listeners: each }, { apiVersion: 'gateway.networking.k8s.io/v1' });
const http = { name: 'a', port: 80, protocol: 'HTTP' };

cases(listeners, [
  ['The same name', [gateway(http, { ...http, port: 81 })], ['duplicate-listener Gateway shop/g spec.listeners.1.name']],
  ['A copy, which is one mistake', [gateway(http, http)], ['duplicate-listener Gateway shop/g spec.listeners.1.name']],
  [
    'The same port, protocol and hostname, or none',
    [gateway(http, { ...http, name: 'b' }, { ...http, name: 'c', hostname: 'c' }, { ...http, name: 'd', hostname: 'c' })],
    ['duplicate-listener Gateway shop/g spec.listeners.1.port', 'duplicate-listener Gateway shop/g spec.listeners.3.port'],
  ],
  [
    'One of it differs',
    [gateway(http, { ...http, name: 'b', port: 81 }, { ...http, name: 'c', hostname: 'c' }, { ...http, name: 'd', protocol: 'HTTPS' })],
    [],
  ],
]);
