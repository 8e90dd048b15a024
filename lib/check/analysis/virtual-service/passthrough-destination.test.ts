import { cases, object, rules, service, to, virtualService } from '../../../../test/analysis-cases';
import { passthroughDestination } from './passthrough-destination';

const headless = service('db', { clusterIP: 'None' });
const toDb = rules({ route: [to('web', {}, 90), to('db', {}, 10)] });
const found = ['destination-by-dialled-address VirtualService shop/routes spec.http.0.route.1.destination.host'];

cases(passthroughDestination, [
  ['A headless service behind another host', [toDb, service('web'), headless], found],
  [
    'A ServiceEntry without resolution',
    [
      toDb,
      object('ServiceEntry', 'shop/db', { hosts: ['db.shop.svc.cluster.local'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }] }),
    ],
    found,
  ],
  ['One with addresses of its own', [toDb, service('web'), service('db')], []],
  [
    'Its own host, also by namespace',
    [
      virtualService({ hosts: ['db'], http: [{ route: [to('db')] }] }),
      virtualService({ hosts: ['db.shop'], http: [{ route: [to('db')] }] }, 'b'),
      headless,
    ],
    [],
  ],
  ['At a gateway', [virtualService({ gateways: ['gw'], http: [{ route: [to('db')] }] }), headless], []],
]);
