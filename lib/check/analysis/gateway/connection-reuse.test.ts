import { cases, object } from '../../../../test/analysis-cases';
import { CERTIFICATES } from '../../../../test/certificates';
import { connectionReuse } from './connection-reuse';

const server = (hosts: string[], credentialName: string, more: object = {}) => ({
  port: { number: 443, protocol: 'HTTPS' },
  hosts,
  tls: { mode: 'SIMPLE', credentialName },
  ...more,
});
const gateway = (name: string, ...servers: object[]) => object('Gateway', `shop/${name}`, { selector: { istio: 'gw' }, servers });
const secret = (name: string, certificate: keyof typeof CERTIFICATES) =>
  object('Secret', `shop/${name}`, undefined, { stringData: { 'tls.crt': CERTIFICATES[certificate], 'tls.key': 'k' } });
const GATEWAY_API = { apiVersion: 'gateway.networking.k8s.io/v1' };
const listener = (hostname?: string, more: object = {}) => ({
  hostname,
  port: 443,
  protocol: 'HTTPS',
  tls: { certificateRefs: [{ name: 'c' }] },
  ...more,
});
const k8sGateway = (...listeners: object[]) => object('Gateway', 'shop/gw', { gatewayClassName: 'istio', listeners }, GATEWAY_API);
const found = (name: string, index: number) => [`connection-reuse Gateway shop/${name} spec.servers.${index}.hosts`];

cases(connectionReuse, [
  ['Two servers of one Gateway with one certificate', [gateway('gw', server(['a.b.com'], 'c'), server(['d.b.com'], 'c'))], found('gw', 1)],
  ['Beside a wildcard that covers the other', [gateway('gw', server(['*.b.com'], 'c'), server(['d.b.com'], 'c'))], found('gw', 0)],
  ['In one server', [gateway('gw', server(['a.b.com', 'd.b.com'], 'c'))], []],
  ['Certificates of their own', [gateway('gw', server(['a.b.com'], 'c'), server(['d.b.com'], 'e'))], []],
  [
    'On ports of their own',
    [gateway('gw', server(['a.b.com'], 'c'), server(['d.b.com'], 'c', { port: { number: 8443, protocol: 'HTTPS' } }))],
    [],
  ],
  ['Two Gateways with one Secret, which is IST0138', [gateway('a', server(['a.b.com'], 'c')), gateway('b', server(['d.b.com'], 'c'))], []],
  [
    'A wildcard’s certificate and another Gateway’s host',
    [gateway('a', server(['a.b.com'], 'wild')), gateway('b', server(['d.b.com'], 'own')), secret('wild', '*.b.com')],
    found('b', 0),
  ],
  [
    'One whose names are for its own hosts only',
    [gateway('gw', server(['a.b.com'], 'own'), server(['d.b.com'], 'own')), secret('own', 'a.b.com')],
    [],
  ],
  [
    'A wildcard stands for one label',
    [gateway('gw', server(['a.b.com'], 'wild'), server(['x.d.b.com'], 'x')), secret('wild', '*.b.com')],
    [],
  ],
  [
    'A wider server’s wildcard',
    [gateway('gw', server(['x.com'], 'two'), server(['*.b.com'], 'x')), secret('two', 'x.com and a.b.com')],
    found('gw', 1),
  ],
  [
    'TLS of the mesh, which no browser speaks, and TLS passed through',
    [
      gateway(
        'gw',
        server(['a.b.com'], 'c', { tls: { mode: 'ISTIO_MUTUAL', credentialName: 'c' } }),
        server(['d.b.com'], 'c', { tls: { mode: 'PASSTHROUGH', credentialName: 'c' } }),
      ),
    ],
    [],
  ],
  [
    'Two listeners of one Gateway',
    [k8sGateway(listener('b.com'), listener('*.b.com'))],
    ['connection-reuse Gateway shop/gw spec.listeners.1.hostname'],
  ],
  [
    'One under the other’s wildcard',
    [k8sGateway(listener('*.b.com'), listener('a.b.com'), listener())],
    ['connection-reuse Gateway shop/gw spec.listeners.0.hostname'],
  ],
  [
    'Of another class, another port, or TLS passed through',
    [
      object('Gateway', 'shop/gw', { gatewayClassName: 'other', listeners: [listener('b.com'), listener('*.b.com')] }, GATEWAY_API),
      k8sGateway(
        listener('b.com'),
        listener('*.b.com', { port: 8443 }),
        listener('c.com', { tls: { mode: 'Passthrough', certificateRefs: [{ name: 'c' }] } }),
      ),
    ],
    [],
  ],
  ['Certificates of their own', [k8sGateway(listener('b.com'), listener('c.com', { tls: { certificateRefs: [{ name: 'other' }] } }))], []],
]);
