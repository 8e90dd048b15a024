import { cases, namespace, object, service, virtualService } from '../../../../test/analysis-cases';
import { egressHosts } from './egress-hosts';

const sidecar = (host: string) => object('Sidecar', 'shop/a', { egress: [{ hosts: [host] }] });

cases(egressHosts, [
  ['A service in full', [service('web'), sidecar('./web.shop.svc.cluster.local')], []],
  ['A short name', [namespace('shop'), service('web'), sidecar('./web')], ['unknown-egress-host Sidecar shop/a spec.egress.0.hosts.0']],
  [
    'Of a namespace that others hold',
    [sidecar('other/web.other.svc.cluster.local')],
    ['?unknown-egress-host Sidecar shop/a spec.egress.0.hosts.0'],
  ],
  ['A wildcard', [sidecar('*/*.com')], []],
  ['A host that a VirtualService has', [virtualService({ hosts: ['a.com'] }), sidecar('*/a.com')], []],
  [
    'The root namespace with a selector',
    [object('Sidecar', 'istio-system/a', { workloadSelector: { labels: { a: 'b' } } })],
    ['root-sidecar-with-selector Sidecar istio-system/a spec.workloadSelector'],
  ],
]);
