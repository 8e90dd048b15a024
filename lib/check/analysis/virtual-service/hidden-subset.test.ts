import { cases, object, rules, to, virtualService } from '../../../../test/analysis-cases';
import { hiddenSubset } from './hidden-subset';

const rule = (exportTo: string[]) =>
  object('DestinationRule', 'other/web', { host: 'web.shop.svc.cluster.local', subsets: [{ name: 'v1' }], exportTo });
const route = rules({ route: [to('web', { subset: 'v1' })] });

cases(hiddenSubset, [
  [
    'For its own namespace only',
    [rule(['.']), route],
    ['hidden-destination VirtualService shop/routes spec.http.0.route.0.destination.subset'],
  ],
  ['For this one too', [rule(['.', 'shop']), route], []],
  ['For all', [rule(['*']), route], []],
  ['At a gateway elsewhere', [rule(['.']), virtualService({ gateways: ['g'], http: [{ route: [to('web', { subset: 'v1' })] }] })], []],
]);
