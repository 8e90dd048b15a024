import { cases, deployment, namespace, object, service } from '../../../../test/analysis-cases';
import { peerAuthentication } from './peer-authentication';

const authentication = (mode: string, spec: object = {}) => object('PeerAuthentication', 'shop/p', { mtls: { mode }, ...spec });
const rule = (mode: string) => object('DestinationRule', 'shop/web', { host: 'web', trafficPolicy: { tls: { mode } } });
const web = [namespace('shop'), service('web'), deployment('web')];

cases(peerAuthentication, [
  [
    'Plain text to who takes mutual TLS only',
    [...web, authentication('STRICT'), rule('DISABLE')],
    ['tls-conflicts-with-peer-authentication DestinationRule shop/web spec.trafficPolicy.tls.mode'],
  ],
  [
    'Mutual TLS to who takes none',
    [...web, authentication('DISABLE'), rule('ISTIO_MUTUAL')],
    ['tls-conflicts-with-peer-authentication DestinationRule shop/web spec.trafficPolicy.tls.mode'],
  ],
  [
    'Of the whole mesh, or of a namespace',
    [
      ...web,
      authentication('STRICT'),
      object('DestinationRule', 'istio-system/a', { host: '*.local', trafficPolicy: { tls: { mode: 'DISABLE' } } }),
    ],
    ['tls-conflicts-with-peer-authentication DestinationRule istio-system/a spec.trafficPolicy.tls.mode'],
  ],
  [
    'Of which another rule takes the place',
    [
      ...web,
      authentication('STRICT'),
      object('DestinationRule', 'istio-system/a', { host: '*.local', trafficPolicy: { tls: { mode: 'DISABLE' } } }),
      object('DestinationRule', 'shop/b', { host: '*.shop.svc.cluster.local' }),
    ],
    [],
  ],
  ['Who takes both', [...web, authentication('PERMISSIVE'), rule('DISABLE')], []],
  ['Workloads without a proxy', [service('web'), deployment('web'), authentication('STRICT'), rule('DISABLE')], []],
  [
    'A PeerAuthentication of the workload comes first',
    [
      ...web,
      authentication('STRICT'),
      object('PeerAuthentication', 'shop/q', { selector: { matchLabels: { app: 'web' } }, mtls: { mode: 'PERMISSIVE' } }),
      rule('DISABLE'),
    ],
    [],
  ],
]);
