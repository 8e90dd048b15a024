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
  ['Of workloads that others may have', [request], [`?${FOUND}`]],
  [
    'Of a workload of another namespace',
    [shop, deployment('api'), object('Pod', 'other/web', {}, { metadata: { namespace: 'other', labels: { app: 'web' } } }), request],
    [FOUND],
  ],
  ['What is there', [shop, deployment('web'), request], []],
  [
    'What is switched off',
    [shop, object('Deployment', 'shop/web', { replicas: 0, template: { metadata: { labels: { app: 'web' } } } }), request],
    [],
  ],
  ['A machine', [shop, object('WorkloadEntry', 'shop/web', { labels: { app: 'web' } }), request], []],
  ['Machines of a group', [shop, object('WorkloadGroup', 'shop/web', { metadata: { labels: { app: 'web' } } }), request], []],
  [
    'A gateway that Istio makes',
    [shop, gateway({}), setting('RequestAuthentication', { selector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'g' } } })],
    [],
  ],
  ['A gateway that Istio makes, by labels of its own', [shop, gateway({ infrastructure: { labels: { app: 'web' } } }), request], []],
  ['Of the whole mesh', [setting('RequestAuthentication', web, 'istio-system/a')], []],
  ['Without labels', [shop, setting('RequestAuthentication', {}), setting('PeerAuthentication', { selector: {} })], []],
]);
