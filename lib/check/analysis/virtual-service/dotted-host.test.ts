import { cases, service, virtualService } from '../../../../test/analysis-cases';
import { dottedHost } from './dotted-host';

cases(dottedHost, [
  [
    'name.namespace of a Service',
    [service('web'), virtualService({ hosts: ['web.shop'] })],
    ['host-with-one-dot VirtualService shop/routes spec.hosts.0'],
  ],
  ['of no Service', [virtualService({ hosts: ['example.com'] })], []],
  ['at a gateway', [service('web'), virtualService({ hosts: ['web.shop'], gateways: ['g'] })], []],
]);
