import { cases, virtualService } from '../../../../test/analysis-cases';
import { meshHostConflict } from './mesh-host-conflict';

cases(meshHostConflict, [
  [
    'One host twice, short and in full',
    [virtualService({}, 'a'), virtualService({ hosts: ['web.shop.svc.cluster.local'] }, 'b')],
    ['IST0109 VirtualService shop/a spec.hosts.0', 'IST0109 VirtualService shop/b spec.hosts.0'],
  ],
  [
    'One that names a host twice says the same both times',
    [virtualService({ hosts: ['web', 'web.shop.svc.cluster.local'] }, 'a')],
    ['~IST0109 VirtualService shop/a spec.hosts.1'],
  ],
  [
    'and may conflict with another one besides',
    [virtualService({ hosts: ['web', 'web.shop.svc.cluster.local', 'api'] }, 'a'), virtualService({ hosts: ['api'] }, 'b')],
    ['IST0109 VirtualService shop/a spec.hosts.2', 'IST0109 VirtualService shop/b spec.hosts.0'],
  ],
  ['At gateways it is no conflict', [virtualService({ gateways: ['g'] }, 'a'), virtualService({ gateways: ['g'] }, 'b')], []],
  [
    'Wildcards conflict between what one namespace sees and what all see',
    [virtualService({ hosts: ['a.com'], exportTo: ['.'] }, 'a'), virtualService({ hosts: ['*.com'] }, 'b')],
    ['IST0109 VirtualService shop/a spec.hosts.0', 'IST0109 VirtualService shop/b spec.hosts.0'],
  ],
  [
    'and the other way round',
    [virtualService({ hosts: ['*.com'], exportTo: ['.'] }, 'a'), virtualService({ hosts: ['a.com'] }, 'b')],
    ['IST0109 VirtualService shop/a spec.hosts.0', 'IST0109 VirtualService shop/b spec.hosts.0'],
  ],
  ['but not among what all see', [virtualService({ hosts: ['a.com'] }, 'a'), virtualService({ hosts: ['*.com'] }, 'b')], []],
]);
