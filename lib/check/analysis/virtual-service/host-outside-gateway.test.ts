import { cases, object, virtualService } from '../../../../test/analysis-cases';
import { hostOutsideGateway } from './host-outside-gateway';

const gateway = (hosts: string[]) => object('Gateway', 'shop/main', { selector: {}, servers: [{ port: { number: 80 }, hosts }] });
const bound = (hosts: string[], gateways = ['main']) => virtualService({ hosts, gateways });

cases(hostOutsideGateway, [
  ['One of two', [gateway(['a.com']), bound(['a.com', 'b.com'])], ['host-outside-gateway VirtualService shop/routes spec.hosts.1']],
  ['None is IST0132', [gateway(['a.com']), bound(['b.com'])], []],
  ['A Gateway that others hold', [gateway(['a.com']), bound(['a.com', 'b.com'], ['main', 'other/g'])], []],
  ['For sidecars too', [gateway(['a.com']), bound(['a.com', 'b.com'], ['main', 'mesh'])], []],
]);
