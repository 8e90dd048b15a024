import { MeshConfig, Model } from '../../model';
import { route, RouteRequest } from '..';

const object = (apiVersion: string, kind: string, name: string, spec: object, metadata: object = {}) => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop', ...metadata },
  spec,
});
const istio = (kind: string, name: string, spec: object, metadata: object = {}) =>
  object('networking.istio.io/v1', kind, name, spec, metadata);
const service = (name: string, spec: object = {}, metadata: object = {}) =>
  object('v1', 'Service', name, { selector: { app: name }, ports: [{ name: 'http', port: 80 }], ...spec }, metadata);
const deployment = (name: string, app: string, template: object = {}, spec: object = {}) =>
  object('apps/v1', 'Deployment', name, { template: { metadata: { labels: { app }, ...template }, spec } });
const namespace = (name: string, metadata: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...metadata } });

const client = (template: object = {}, spec: object = {}) => deployment('client', 'client', template, spec);
const reviews = [service('reviews'), deployment('reviews-v1', 'reviews'), deployment('reviews-v2', 'reviews')];
const rule = (trafficPolicy: object) => istio('DestinationRule', 'reviews', { host: 'reviews', trafficPolicy });
const peers = (name: string, spec: object) => object('security.istio.io/v1', 'PeerAuthentication', name, spec);
const outlierDetection = { consecutive5xxErrors: 3 };
const workload = { workload: { namespace: 'shop', name: 'client' } };
const gateway = { gateway: { namespace: 'istio-system', labels: { istio: 'ingressgateway' } } };
const open = (server: object) => istio('Gateway', 'gw', { selector: { istio: 'ingressgateway' }, servers: [server] });

interface Question {
  readonly manifests: readonly object[];
  readonly meshConfig?: MeshConfig;
  readonly request?: Partial<RouteRequest>;
}
const ask = ({ manifests, meshConfig, request }: Question) =>
  route(Model.of(manifests, { meshConfig }), { from: workload, host: 'reviews', ...request });

const noHttp = service('reviews', { ports: [{ name: 'tcp', port: 9000 }] });
const tcp: Partial<RouteRequest> = { protocol: 'tcp', port: 9000 };
const entry = (spec: object, metadata: object = {}) =>
  istio('ServiceEntry', 'db', { hosts: ['db.example.com'], ports: [{ name: 'tcp', number: 9000, protocol: 'TCP' }], ...spec }, metadata);
const distribute = [{ from: 'a/*', to: { 'a/*': 100 } }];
const dnsCapture: MeshConfig = { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } };

/** What is not modelled: the question, and the object that is blamed. */
const REFUSED: Record<string, Question & { readonly object: string }> = {
  'a listener for HTTP proxy requests': {
    manifests: [
      ...reviews,
      client(),
      istio('Sidecar', 's', { egress: [{ port: { number: 3128, protocol: 'HTTP_PROXY', name: 'p' }, bind: '127.0.0.1', hosts: ['*/*'] }] }),
    ],
    request: { host: '127.0.0.1', port: 3128 },
    object: 'Sidecar shop/s',
  },
  'mesh config’s proxyHttpPort': {
    manifests: [client()],
    meshConfig: { proxyHttpPort: 15002 },
    request: { host: 'localhost', port: 15002 },
    object: 'mesh config',
  },
  'the SNI of another cluster’s proxy at an AUTO_PASSTHROUGH server': {
    manifests: [
      ...reviews,
      open({ port: { number: 15443, name: 'tls', protocol: 'TLS' }, hosts: ['*.local'], tls: { mode: 'AUTO_PASSTHROUGH' } }),
    ],
    request: { from: gateway, protocol: 'tls', port: 15443, sni: 'outbound_.80_._.reviews.shop.svc.cluster.local' },
    object: 'Gateway shop/gw',
  },
  'endpoints shared out by locality': {
    manifests: [...reviews, client(), rule({ loadBalancer: { localityLbSetting: { distribute } } })],
    object: 'DestinationRule shop/reviews',
  },
  'endpoints shared out by locality for the whole mesh': {
    manifests: [...reviews, client()],
    meshConfig: { localityLbSetting: { distribute } },
    object: 'mesh config',
  },
  'a failover between localities': {
    manifests: [
      ...reviews,
      client(),
      rule({ outlierDetection, loadBalancer: { localityLbSetting: { failover: [{ from: 'a', to: 'b' }] } } }),
    ],
    object: 'DestinationRule shop/reviews',
  },
  'a failover by labels': {
    manifests: [...reviews, client(), rule({ outlierDetection, loadBalancer: { localityLbSetting: { failoverPriority: ['x'] } } })],
    object: 'DestinationRule shop/reviews',
  },
  'endpoints of different written localities with outlier detection': {
    manifests: [
      client(),
      entry({
        resolution: 'STATIC',
        addresses: ['10.9.9.9'],
        endpoints: [{ address: '1.1.1.1', locality: 'a/b' }, { address: '1.1.1.2' }],
      }),
      istio('DestinationRule', 'db', { host: 'db.example.com', trafficPolicy: { outlierDetection } }),
    ],
    request: { ...tcp, host: 'db.example.com' },
    object: 'DestinationRule shop/db',
  },
  'a Service that prefers near Pods': {
    manifests: [service('reviews', { trafficDistribution: 'PreferClose' }), ...reviews.slice(1), client()],
    object: 'Service shop/reviews',
  },
  'a Service annotated to prefer near Pods': {
    manifests: [
      service('reviews', {}, { annotations: { 'networking.istio.io/traffic-distribution': 'PreferSameZone' } }),
      ...reviews.slice(1),
      client(),
    ],
    object: 'Service shop/reviews',
  },
  'a namespace annotated to prefer near Pods': {
    manifests: [...reviews, client(), namespace('shop', { annotations: { 'networking.istio.io/traffic-distribution': 'PreferSameNode' } })],
    object: 'Namespace shop',
  },
  'a Service for the client’s own node only': {
    manifests: [service('reviews', { internalTrafficPolicy: 'Local' }), ...reviews.slice(1), client()],
    object: 'Service shop/reviews',
  },
  'an endpoint in another network': {
    manifests: [
      client({ labels: { app: 'client', 'topology.istio.io/network': 'one' } }),
      entry({ resolution: 'STATIC', addresses: ['10.9.9.9'], endpoints: [{ address: '1.1.1.1', network: 'two' }] }),
    ],
    request: { ...tcp, host: 'db.example.com' },
    object: 'ServiceEntry shop/db',
  },
  'TCP through a tunnel': {
    manifests: [noHttp, ...reviews.slice(1), client(), rule({ tunnel: { protocol: 'CONNECT', targetHost: 'a.com', targetPort: 443 } })],
    request: tcp,
    object: 'DestinationRule shop/reviews',
  },
  'DNS that the sidecar answers, for the whole mesh': {
    manifests: [client(), entry({ resolution: 'DNS' })],
    meshConfig: dnsCapture,
    request: { ...tcp, host: 'db.example.com' },
    object: 'mesh config',
  },
  'DNS that the sidecar answers, by a ProxyConfig': {
    manifests: [
      client(),
      entry({ resolution: 'DNS' }),
      object('networking.istio.io/v1beta1', 'ProxyConfig', 'dns', { environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' } }),
    ],
    request: { ...tcp, host: 'db.example.com' },
    object: 'ProxyConfig shop/dns',
  },
  'DNS that the sidecar answers, by an annotation': {
    manifests: [
      client({ annotations: { 'proxy.istio.io/config': 'proxyMetadata:\n  ISTIO_META_DNS_CAPTURE: "true"\n' } }),
      entry({ resolution: 'DNS' }),
    ],
    request: { ...tcp, host: 'db.example.com' },
    object: 'Deployment shop/client',
  },
  'a port that the client keeps from its sidecar': {
    manifests: [...reviews, client({ annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '80, 81' } })],
    object: 'Deployment shop/client',
  },
  'an address that the client keeps from its sidecar': {
    manifests: [client({ annotations: { 'traffic.sidecar.istio.io/excludeOutboundIPRanges': '169.254.0.0/16' } })],
    request: { host: '169.254.169.254' },
    object: 'Deployment shop/client',
  },
  'an address outside of those that the client gives its sidecar': {
    manifests: [client({ annotations: { 'traffic.sidecar.istio.io/includeOutboundIPRanges': '10.0.0.0/8' } })],
    request: { host: 'example.com' },
    object: 'Deployment shop/client',
  },
  'a client whose calls are not redirected': {
    manifests: [...reviews, client({ annotations: { 'sidecar.istio.io/interceptionMode': 'NONE' } })],
    object: 'Deployment shop/client',
  },
  'a mesh whose calls are not redirected': {
    manifests: [...reviews, client()],
    meshConfig: { defaultConfig: { interceptionMode: 'NONE' } },
    object: 'mesh config',
  },
  'a client without sidecar by its own label': {
    manifests: [...reviews, client({ labels: { app: 'client', 'sidecar.istio.io/inject': 'false' } })],
    object: 'Deployment shop/client',
  },
  'a client without sidecar by its namespace': {
    manifests: [...reviews, client(), namespace('shop', { labels: { 'istio-injection': 'disabled' } })],
    object: 'Namespace shop',
  },
  'a client in its node’s network': {
    manifests: [...reviews, client({}, { hostNetwork: true })],
    object: 'Deployment shop/client',
  },
  'a destination whose Sidecar ends TLS': {
    manifests: [
      ...reviews,
      client(),
      istio('Sidecar', 's', {
        workloadSelector: { labels: { app: 'reviews' } },
        ingress: [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }],
      }),
    ],
    object: 'Sidecar shop/s',
  },
  'plain text to a destination that takes mutual TLS only': {
    manifests: [...reviews, client(), rule({ tls: { mode: 'DISABLE' } }), peers('strict', { mtls: { mode: 'STRICT' } })],
    object: 'PeerAuthentication shop/strict',
  },
  'plain text to a port that takes mutual TLS only': {
    manifests: [
      ...reviews,
      client(),
      rule({ tls: { mode: 'DISABLE' } }),
      peers('strict', { selector: { matchLabels: { app: 'reviews' } }, portLevelMtls: { 80: { mode: 'STRICT' } } }),
    ],
    object: 'PeerAuthentication shop/strict',
  },
  'mutual TLS to a destination that takes none': {
    manifests: [...reviews, client(), rule({ tls: { mode: 'ISTIO_MUTUAL' } }), peers('off', { mtls: { mode: 'DISABLE' } })],
    object: 'PeerAuthentication shop/off',
  },
  'an Ingress of the class that mesh config names': {
    manifests: [object('networking.k8s.io/v1', 'Ingress', 'i', { ingressClassName: 'own' })],
    meshConfig: { ingressClass: 'own' },
    request: { from: gateway },
    object: 'Ingress shop/i',
  },
  'a token that nobody vouches for': {
    manifests: [
      object('security.istio.io/v1', 'RequestAuthentication', 'r', { jwtRules: [{ issuer: 'i' }] }, { namespace: 'istio-system' }),
    ],
    request: { from: gateway, headers: { authorization: 'Bearer a.b.c' } },
    object: 'RequestAuthentication istio-system/r',
  },
};

describe('What is not modelled makes the answer notModelled, with the object to blame:', () => {
  test.each(Object.entries(REFUSED))('%s', (_, { object: blamed, ...question }) => {
    expect(ask(question)).toMatchObject({ outcome: 'notModelled', object: blamed });
  });
});

/** What looks like it, but does not change this answer. */
const ANSWERED: Record<string, Question & { readonly outcome: string }> = {
  'another port than the HTTP proxy’s': {
    manifests: [
      ...reviews,
      client(),
      istio('Sidecar', 's', {
        egress: [{ port: { number: 3128, protocol: 'HTTP_PROXY', name: 'p' }, bind: '127.0.0.1', hosts: ['*/*'] }, { hosts: ['*/*'] }],
      }),
    ],
    outcome: 'route',
  },
  'a Sidecar with a listener on a Unix socket': {
    manifests: [
      ...reviews,
      client(),
      istio('Sidecar', 's', {
        egress: [{ port: { number: 0, protocol: 'HTTP', name: 'u' }, bind: 'unix:///var/run/a', hosts: ['*/*'] }, { hosts: ['*/*'] }],
      }),
    ],
    outcome: 'route',
  },
  'another SNI at an AUTO_PASSTHROUGH server': {
    manifests: [
      ...reviews,
      open({ port: { number: 15443, name: 'tls', protocol: 'TLS' }, hosts: ['*.local'], tls: { mode: 'AUTO_PASSTHROUGH' } }),
    ],
    request: { from: gateway, protocol: 'tls', port: 15443, sni: 'reviews.shop.svc.cluster.local' },
    outcome: 'tlsNoMatch',
  },
  'an AUTO_PASSTHROUGH server whose hosts are no service’s': {
    manifests: [
      ...reviews,
      open({ port: { number: 15443, name: 'tls', protocol: 'TLS' }, hosts: ['a.com'], tls: { mode: 'AUTO_PASSTHROUGH' } }),
    ],
    request: { from: gateway, protocol: 'tls', port: 15443 },
    outcome: 'noListener',
  },
  'locality settings that are switched off': {
    manifests: [...reviews, client(), rule({ outlierDetection, loadBalancer: { localityLbSetting: { enabled: false, distribute } } })],
    outcome: 'route',
  },
  'a failover without outlier detection': {
    manifests: [...reviews, client(), rule({ loadBalancer: { localityLbSetting: { failover: [{ from: 'a', to: 'b' }] } } })],
    outcome: 'route',
  },
  'outlier detection where no locality is written': { manifests: [...reviews, client(), rule({ outlierDetection })], outcome: 'route' },
  'a single Pod that may be near or far': {
    manifests: [service('reviews', { trafficDistribution: 'PreferClose' }), reviews[1]!, client()],
    outcome: 'route',
  },
  'plain text to a workload that is exempt from mutual TLS': {
    manifests: [
      ...reviews,
      client(),
      rule({ tls: { mode: 'DISABLE' } }),
      peers('strict', { mtls: { mode: 'STRICT' } }),
      peers('lenient', { selector: { matchLabels: { app: 'reviews' } }, mtls: { mode: 'PERMISSIVE' } }),
    ],
    outcome: 'route',
  },
  'HTTP to a destination with a tunnel': {
    manifests: [...reviews, client(), rule({ tunnel: { targetHost: 'a.com', targetPort: 443 } })],
    outcome: 'route',
  },
  'HTTP with DNS capture': { manifests: [...reviews, client(), entry({ resolution: 'DNS' })], meshConfig: dnsCapture, outcome: 'route' },
  'DNS capture of an entry that wants no address': {
    manifests: [client(), entry({ resolution: 'DNS' }, { labels: { 'networking.istio.io/enable-autoallocate-ip': 'false' } })],
    meshConfig: dnsCapture,
    request: { ...tcp, host: 'db.example.com' },
    outcome: 'route',
  },
  'a port that is excluded elsewhere': {
    manifests: [...reviews, client({ annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '81' } })],
    outcome: 'route',
  },
  'an Ingress of another class': {
    manifests: [object('networking.k8s.io/v1', 'Ingress', 'i', { ingressClassName: 'nginx' })],
    request: { from: gateway },
    outcome: 'noListener',
  },
  'a token whose claims are given': {
    manifests: [
      object('security.istio.io/v1', 'RequestAuthentication', 'r', { jwtRules: [{ issuer: 'i' }] }, { namespace: 'istio-system' }),
    ],
    request: { from: gateway, headers: { authorization: 'Bearer a.b.c' }, claims: { iss: 'i' } },
    outcome: 'noListener',
  },
  'a call to the client’s own host, even where nothing unknown may leave': {
    manifests: [...reviews, client()],
    meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
    request: { host: '127.0.0.1' },
    outcome: 'passthrough',
  },
};

describe('Nothing is refused beyond that:', () => {
  test.each(Object.entries(ANSWERED))('%s', (_, { outcome, ...question }) => {
    expect(ask(question).outcome).toBe(outcome);
  });
});

test('The answer that would hold otherwise comes along', () => {
  expect(ask(REFUSED['a Service that prefers near Pods']!)).toMatchObject({
    otherwise: { outcome: 'route', destinations: [{ endpoints: ['shop/reviews-v1', 'shop/reviews-v2'] }] },
  });
});
