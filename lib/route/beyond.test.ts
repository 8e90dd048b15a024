import { Model } from '../model';
import { route, RouteRequest } from '.';

const of = (kind: string, name: string, spec: object) => ({
  apiVersion: kind === 'Service' ? 'v1' : kind === 'Deployment' ? 'apps/v1' : 'networking.istio.io/v1',
  kind,
  metadata: { name, namespace: 'shop' },
  spec,
});
const base = [
  of('Deployment', 'client', { template: { metadata: { labels: { app: 'client' } } } }),
  of('Deployment', 'proxy-v1', { template: { metadata: { labels: { app: 'proxy' } } } }),
  of('Service', 'proxy', { selector: { app: 'proxy' }, ports: [{ name: 'tcp', port: 3128 }] }),
];
const host = 'proxy.shop.svc.cluster.local';
const sidecar = (egressProxy: object, mode = 'ALLOW_ANY') => of('Sidecar', 's', { outboundTrafficPolicy: { mode, egressProxy } });
const ask = (manifests: readonly object[], request: Partial<RouteRequest> = {}) =>
  route(Model.of(manifests), { from: { workload: { namespace: 'shop', name: 'client' } }, host: 'example.com', ...request });

describe('A Sidecar’s egressProxy gets what nothing in the mesh claims', () => {
  const all = [...base, sidecar({ host, port: { number: 3128 } })];
  const destinations = [{ host, port: 3128, weight: 100, endpoints: ['shop/proxy-v1'] }];

  test('on a port where nothing listens', () => {
    expect(ask(all, { port: 4711, protocol: 'tcp' })).toEqual({ outcome: 'route', listener: 'virtualOutbound', destinations });
  });

  test('as HTTP on a port of the mesh, without retries', () => {
    const web = of('Service', 'web', { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] });
    expect(ask([...all, web], { path: '/a' })).toMatchObject({
      outcome: 'route',
      virtualHost: 'allow_any',
      destinations,
      retries: { attempts: 0 },
      upstream: { method: 'GET', path: '/a', authority: 'example.com' },
    });
  });

  test('as opaque bytes on a port of the mesh', () => {
    const web = of('Service', 'web', { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] });
    expect(ask([...all, web], { protocol: 'tcp', port: 80 })).toMatchObject({ outcome: 'route', listener: '0.0.0.0_80', destinations });
  });

  test('and is an unknown cluster where it names no port, for istiod looks none up', () => {
    expect(ask([...base, sidecar({ host })], { port: 4711 })).toMatchObject({ destinations: [{ port: 0, state: 'unknownCluster' }] });
  });

  test('but not where nothing unknown may leave', () => {
    expect(ask([...base, sidecar({ host, port: { number: 3128 } }, 'REGISTRY_ONLY')]).outcome).toBe('blocked');
  });
});
