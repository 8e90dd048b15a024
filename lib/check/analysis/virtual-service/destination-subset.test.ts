import { cases, object, rules, to } from '../../../../test/analysis-cases';
import { destinationSubset } from './destination-subset';

const rule = (spec: object) => object('DestinationRule', 'shop/web', { host: 'web', ...spec });

cases(destinationSubset, [
  [
    'A subset of a DestinationRule of the host, however it is written',
    [rule({ host: 'web.shop.svc.cluster.local', subsets: [{ name: 'v1' }] }), rules({ route: [to('web', { subset: 'v1' })] })],
    [],
  ],
  [
    'A subset that the DestinationRule has not',
    [rule({ subsets: [{ name: 'v1' }] }), rules({ route: [to('web', { subset: 'v2' })] })],
    ['IST0101 VirtualService shop/routes spec.http.0.route.0.destination.subset'],
  ],
  [
    'No DestinationRule, which others may have',
    [rules({ route: [to('web', { subset: 'v2' })] })],
    ['?IST0101 VirtualService shop/routes spec.http.0.route.0.destination.subset'],
  ],
]);
