import { cases, deployment, namespace, object, service, to, virtualService } from '../../../../test/analysis-cases';
import { routes } from './routes';

const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };
const shop = namespace('shop', AMBIENT);
const withWaypoint = namespace('shop', { ...AMBIENT, 'istio.io/use-waypoint': 'w' });
const elsewhere = namespace('shop', { ...AMBIENT, 'istio.io/use-waypoint': 'w', 'istio.io/use-waypoint-namespace': 'infra' });
const web = service('web');
const http = { http: [{ route: [to('web')] }] };
const FULL = 'web.shop.svc.cluster.local';
const destinationRule = (name = 'shop/d') => object('DestinationRule', name, { host: FULL, trafficPolicy: {} });
const route = (name: string, parentRefs: object[], more: object = {}) => object('HTTPRoute', name, { parentRefs, ...more });
const toService = { group: '', kind: 'Service', name: 'web', namespace: 'shop' };

cases(routes, [
  [
    'Without a waypoint',
    [shop, web, virtualService(http), destinationRule(), route('shop/r', [toService])],
    [
      '?layer-7-without-waypoint VirtualService shop/routes spec.hosts.0',
      '?layer-7-without-waypoint HTTPRoute shop/r spec.parentRefs.0.name',
      '?layer-7-without-waypoint DestinationRule shop/d spec.host',
    ],
  ],
  [
    'By the Pods’ own label',
    [web, deployment('web', { app: 'web', ...AMBIENT }), virtualService(http)],
    ['?layer-7-without-waypoint VirtualService shop/routes spec.hosts.0'],
  ],
  [
    'For a host outside, which a ServiceEntry of the namespace has',
    [
      shop,
      object('ServiceEntry', 'shop/api', { hosts: ['api.example.com'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }] }),
      object('DestinationRule', 'shop/d', { host: 'api.example.com', trafficPolicy: { tls: { mode: 'SIMPLE' } } }),
    ],
    ['?layer-7-without-waypoint DestinationRule shop/d spec.host'],
  ],
  [
    'In a namespace that the waypoint does not read',
    [
      withWaypoint,
      web,
      object('VirtualService', 'other/v', { hosts: [FULL], ...http }),
      destinationRule('other/d'),
      route('other/r', [toService]),
    ],
    [
      '?ignored-by-waypoint VirtualService other/v spec.hosts.0',
      '?ignored-by-waypoint HTTPRoute other/r spec.parentRefs.0.name',
      '?ignored-by-waypoint DestinationRule other/d spec.host',
    ],
  ],
  [
    'By labels of callers',
    [
      withWaypoint,
      web,
      virtualService({ http: [{ match: [{ uri: { prefix: '/' } }, { sourceLabels: { app: 'a' } }], route: [to('web')] }] }),
    ],
    ['?ignored-by-waypoint VirtualService shop/routes spec.http.0.match.1.sourceLabels'],
  ],
  ['With a waypoint', [withWaypoint, web, virtualService(http), destinationRule(), route('shop/r', [toService])], []],
  [
    'In the waypoint’s namespace, a DestinationRule in the root namespace',
    [
      elsewhere,
      web,
      object('VirtualService', 'infra/v', { hosts: [FULL], ...http }),
      destinationRule('infra/d'),
      destinationRule('istio-system/d'),
    ],
    [],
  ],
  [
    'Where a client has a sidecar',
    [shop, web, deployment('a', { 'sidecar.istio.io/inject': 'true' }), virtualService(http), destinationRule()],
    [],
  ],
  ['Where another namespace has sidecars', [shop, namespace('b'), web, virtualService(http), destinationRule()], []],
  [
    'For a gateway, which reads DestinationRules, too',
    [shop, web, virtualService({ gateways: ['istio-system/g'], ...http }), destinationRule()],
    [],
  ],
  [
    'What a Gateway of the Gateway API sends traffic to',
    [shop, web, route('shop/r', [{ name: 'g' }], { rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] }), destinationRule()],
    [],
  ],
  [
    'What an Ingress sends traffic to',
    [shop, web, object('Ingress', 'shop/i', {}, { apiVersion: 'networking.k8s.io/v1' }), destinationRule()],
    [],
  ],
  ['Not in ambient mode', [namespace('shop', {}), web, virtualService(http), destinationRule()], []],
  ['Of nobody', [shop, virtualService(http)], []],
]);
