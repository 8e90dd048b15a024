import { cases, object } from '../../../../test/analysis-cases';
import { addresses } from './addresses';

const entry = (spec: object, more: object = {}) =>
  object('ServiceEntry', 'shop/e', { hosts: ['a.com'], ports: [{ number: 1, protocol: 'TCP' }], ...spec }, { ...more });

cases(addresses, [
  ['TCP without addresses', [entry({})], ['IST0134 ServiceEntry shop/e spec.ports.0']],
  ['TCP with addresses', [entry({ addresses: ['10.0.0.1'] })], []],
  ['Addresses that the cluster gave', [entry({}, { status: { addresses: [{ value: '240.0.0.1' }] } })], []],
  ['HTTP', [entry({ ports: [{ number: 1, protocol: 'HTTP' }] })], []],
]);
