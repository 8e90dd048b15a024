import { cases, object } from '../../../../test/analysis-cases';
import { duplicateHosts } from './duplicate-hosts';

const entry = (name: string, port: number, more: object = {}) =>
  object('ServiceEntry', `shop/${name}`, { hosts: ['a.com'], ports: [{ number: port }], ...more });

cases(duplicateHosts, [
  ['One host and port twice', [entry('b', 1), entry('a', 1)], ['duplicate-service-entry ServiceEntry shop/b spec.hosts.0']],
  ['Other ports', [entry('a', 1), entry('b', 2)], []],
  ['For others', [entry('a', 1, { exportTo: ['x'] }), entry('b', 1, { exportTo: ['y'] })], []],
]);
