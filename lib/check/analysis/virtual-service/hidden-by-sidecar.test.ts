import { cases, object, virtualService } from '../../../../test/analysis-cases';
import { hiddenBySidecar } from './hidden-by-sidecar';

const sidecar = (...hosts: string[]) => object('Sidecar', 'shop/default', { egress: [{ hosts }] });
const own = virtualService({ exportTo: ['.'] });

cases(hiddenBySidecar, [
  ['Not imported', [sidecar('./db.shop.svc.cluster.local'), own], ['hidden-by-sidecar VirtualService shop/routes spec.hosts.0']],
  ['Imported by name or wildcard', [sidecar('./web.shop.svc.cluster.local'), own], []],
  ['by wildcard', [sidecar('./*'), own], []],
  ['Others may use it', [sidecar('./db.shop.svc.cluster.local'), virtualService({})], []],
]);
