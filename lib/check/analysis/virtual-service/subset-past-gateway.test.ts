import { cases, rules, to, virtualService } from '../../../../test/analysis-cases';
import { subsetPastGateway } from './subset-past-gateway';

cases(subsetPastGateway, [
  [
    'A route at a gateway past the subsets of others',
    [rules({ route: [to('web', { subset: 'v1' })] }), virtualService({ gateways: ['g'], http: [{ route: [to('web')] }] }, 'in')],
    ['IST0140 VirtualService shop/in spec.http.0.route.0.destination.host'],
  ],
  [
    'A route to a subset itself',
    [
      rules({ route: [to('web', { subset: 'v1' })] }),
      virtualService({ gateways: ['g'], http: [{ route: [to('web', { subset: 'v1' })] }] }, 'in'),
    ],
    [],
  ],
  [
    'Hosts are compared as written',
    [
      rules({ route: [to('web', { subset: 'v1' })] }),
      virtualService({ gateways: ['g'], http: [{ route: [to('web.shop.svc.cluster.local')] }] }, 'in'),
    ],
    [],
  ],
]);
