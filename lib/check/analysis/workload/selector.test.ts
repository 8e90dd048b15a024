import { cases, deployment, namespace, object } from '../../../../test/analysis-cases';
import { selector } from './selector';

const shop = namespace('shop');
const web = { selector: { matchLabels: { app: 'web' } } };
const setting = (kind: string, spec: object = web, name = 'shop/a') =>
  object(kind, name, spec, { apiVersion: `${GROUPS[kind] ?? 'networking'}.istio.io/v1` });
const GROUPS: Readonly<Record<string, string>> = {
  PeerAuthentication: 'security',
  RequestAuthentication: 'security',
  WasmPlugin: 'extensions',
  TrafficExtension: 'extensions',
};
const request = setting('RequestAuthentication');
const FOUND = 'selects-nothing RequestAuthentication shop/a spec.selector.matchLabels';
const gateway = (spec: object) => object('Gateway', 'shop/g', spec, { apiVersion: 'gateway.networking.k8s.io/v1' });

cases(selector, [
  ...['PeerAuthentication', 'RequestAuthentication', 'WasmPlugin', 'TrafficExtension', 'ProxyConfig'].map(
    (kind) => [`A ${kind}`, [shop, deployment('b'), setting(kind)], [`selects-nothing ${kind} shop/a spec.selector.matchLabels`]] as const,
  ),
  [
    'An EnvoyFilter',
    [shop, deployment('b'), setting('EnvoyFilter', { workloadSelector: { labels: { app: 'web' } } })],
    ['selects-nothing EnvoyFilter shop/a spec.workloadSelector.labels'],
  ],
  ['Of workloads that others may have', [deployment('b'), request], [`?~${FOUND}`]],
  ['Of a namespace of which no workload is here', [request], []],
  ['Of a namespace that is here without its workloads', [shop, gateway({}), request], []],
  [
    'Of a workload of another namespace',
    [shop, deployment('api'), object('Pod', 'other/web', {}, { metadata: { namespace: 'other', labels: { app: 'web' } } }), request],
    [FOUND],
  ],
  ['What is there', [shop, deployment('web'), request], []],
  [
    'What is switched off',
    [shop, deployment('b'), object('Deployment', 'shop/web', { replicas: 0, template: { metadata: { labels: { app: 'web' } } } }), request],
    [],
  ],
  ['A machine', [shop, deployment('b'), object('WorkloadEntry', 'shop/web', { labels: { app: 'web' } }), request], []],
  [
    'Machines of a group',
    [shop, deployment('b'), object('WorkloadGroup', 'shop/web', { metadata: { labels: { app: 'web' } } }), request],
    [],
  ],
  [
    'A gateway that Istio makes',
    [
      shop,
      deployment('b'),
      gateway({}),
      setting('RequestAuthentication', { selector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'g' } } }),
    ],
    [],
  ],
  [
    'A gateway that Istio makes, by labels of its own',
    [shop, deployment('b'), gateway({ infrastructure: { labels: { app: 'web' } } }), request],
    [],
  ],
  ['Of the whole mesh', [setting('RequestAuthentication', web, 'istio-system/a')], []],
  ['Without labels', [shop, setting('RequestAuthentication', {}), setting('PeerAuthentication', { selector: {} })], []],
]);
