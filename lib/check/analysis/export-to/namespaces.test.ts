import { cases, namespace, virtualService } from '../../../../test/analysis-cases';
import { namespaces } from './namespaces';

cases(namespaces, [
  [
    'A namespace that is not there',
    [virtualService({ exportTo: ['.', '*', 'x'] })],
    ['?~unknown-export-namespace VirtualService shop/routes spec.exportTo.2'],
  ],
  [
    'among others that are',
    [namespace('shop'), virtualService({ exportTo: ['x'] })],
    ['?unknown-export-namespace VirtualService shop/routes spec.exportTo.0'],
  ],
  ['One that is', [namespace('x'), virtualService({ exportTo: ['x'] })], []],
]);
