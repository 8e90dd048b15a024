import { cases, deployment, namespace, object, service } from '../../../../test/analysis-cases';
import { waypointReference } from './waypoint-reference';

const USE = 'istio.io/use-waypoint';
const uses = (name: string, more: object = {}) => ({ labels: { [USE]: name, ...more } });
const waypoint = (name: string, metadata: object = {}, spec: object = {}) =>
  object(
    'Gateway',
    name,
    { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }], ...spec },
    { apiVersion: 'gateway.networking.k8s.io/v1', metadata: { namespace: name.split('/')[0], ...metadata } },
  );
const open = (namespaces: object) => ({
  listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE', allowedRoutes: { namespaces } }],
});
const gatewayClass = (annotations: object) =>
  object(
    'GatewayClass',
    'other',
    { controllerName: 'example.com/other' },
    { apiVersion: 'gateway.networking.k8s.io/v1', metadata: { annotations } },
  );
const shop = namespace('shop', {});
const infra = namespace('infra', {});
const elsewhere = { 'istio.io/use-waypoint-namespace': 'infra' };

cases(waypointReference, [
  [
    'A waypoint that is not there',
    [namespace('shop', { [USE]: 'w' }), service('web', {}, uses('w')), deployment('web', { [USE]: 'w' })],
    [
      `?unknown-waypoint Namespace shop metadata.labels.${USE}`,
      `?unknown-waypoint Service shop/web metadata.labels.${USE}`,
      `?unknown-waypoint Deployment shop/web spec.template.metadata.labels.${USE}`,
    ],
  ],
  [
    'In a namespace that others hold',
    [service('web', {}, uses('w', elsewhere))],
    [`?unknown-waypoint Service shop/web metadata.labels.${USE}`],
  ],
  [
    'A gateway for ingress',
    [
      shop,
      service('web', {}, uses('w')),
      waypoint('shop/w', {}, { gatewayClassName: 'istio', listeners: [{ port: 80, protocol: 'HTTP' }] }),
    ],
    [`unknown-waypoint Service shop/web metadata.labels.${USE}`],
  ],
  [
    'One that takes only its own namespace',
    [shop, service('web', {}, uses('w', elsewhere)), waypoint('infra/w')],
    [`waypoint-refuses Service shop/web metadata.labels.${USE}`],
  ],
  [
    'One that takes other namespaces by label',
    [
      shop,
      infra,
      service('web', {}, uses('w', elsewhere)),
      waypoint('infra/w', {}, open({ from: 'Selector', selector: { matchLabels: { a: 'b' } } })),
    ],
    [`waypoint-refuses Service shop/web metadata.labels.${USE}`],
  ],
  [
    'One for services, named by a workload, as without a label',
    [shop, deployment('web', { [USE]: 'w' }), waypoint('shop/w')],
    [`waypoint-refuses Deployment shop/web spec.template.metadata.labels.${USE}`],
  ],
  [
    'One for workloads, named by a service',
    [shop, service('web', {}, uses('w')), waypoint('shop/w', { labels: { 'istio.io/waypoint-for': 'workload' } })],
    [`waypoint-refuses Service shop/web metadata.labels.${USE}`],
  ],
  ['One that is there', [namespace('shop', { [USE]: 'w' }), service('web', {}, uses('w')), waypoint('shop/w')], []],
  ['None', [shop, service('web', {}, uses('none'))], []],
  ['One that takes all', [shop, service('web', {}, uses('w', elsewhere)), waypoint('infra/w', {}, open({ from: 'All' }))], []],
  [
    'One that takes the namespace by name',
    [
      shop,
      service('web', {}, uses('w', elsewhere)),
      waypoint('infra/w', {}, open({ from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } })),
    ],
    [],
  ],
  [
    'One that takes by labels that the set does not have',
    [service('web', {}, uses('w', elsewhere)), waypoint('infra/w', {}, open({ from: 'Selector', selector: { matchLabels: { a: 'b' } } }))],
    [],
  ],
  ['One for all', [shop, deployment('web', { [USE]: 'w' }), waypoint('shop/w', { labels: { 'istio.io/waypoint-for': 'all' } })], []],
  ['One of a class of others', [shop, deployment('web', { [USE]: 'w' }), waypoint('shop/w', {}, { gatewayClassName: 'other' })], []],
  [
    'One of a class of others, which may take all by another listener',
    [shop, service('web', {}, uses('w', elsewhere)), waypoint('infra/w', {}, { gatewayClassName: 'other' })],
    [],
  ],
  [
    'One whose class says that another listener takes them',
    [
      shop,
      service('web', {}, uses('w', elsewhere)),
      waypoint('infra/w', {}, { gatewayClassName: 'other' }),
      gatewayClass({ 'ambient.istio.io/waypoint-inbound-binding': 'PROXY/15088' }),
    ],
    [],
  ],
  [
    'One of a class that leaves the listener as it is',
    [shop, service('web', {}, uses('w', elsewhere)), waypoint('infra/w', {}, { gatewayClassName: 'other' }), gatewayClass({})],
    [`waypoint-refuses Service shop/web metadata.labels.${USE}`],
  ],
]);
