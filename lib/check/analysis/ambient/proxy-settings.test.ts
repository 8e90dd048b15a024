import { cases, deployment, namespace, object } from '../../../../test/analysis-cases';
import { proxySettings } from './proxy-settings';

const shop = namespace('shop', { 'istio.io/dataplane-mode': 'ambient' });
const web = { selector: { matchLabels: { app: 'web' } } };
const setting = (kind: string, spec: object = {}) =>
  object(kind, 'shop/a', spec, { apiVersion: `${GROUPS[kind] ?? 'networking'}.istio.io/v1` });
const GROUPS: Readonly<Record<string, string>> = {
  RequestAuthentication: 'security',
  WasmPlugin: 'extensions',
  TrafficExtension: 'extensions',
  Telemetry: 'telemetry',
};
const gateway = (gatewayClassName: string) =>
  object('Gateway', 'shop/g', { gatewayClassName }, { apiVersion: 'gateway.networking.k8s.io/v1' });

cases(proxySettings, [
  ...['RequestAuthentication', 'WasmPlugin', 'TrafficExtension', 'Telemetry', 'ProxyConfig'].map(
    (kind) =>
      [`${kind} by labels`, [shop, deployment('web'), setting(kind, web)], [`selector-in-ambient ${kind} shop/a spec.selector`]] as const,
  ),
  [
    'EnvoyFilter by labels',
    [shop, deployment('web'), setting('EnvoyFilter', { workloadSelector: { labels: { app: 'web' } } })],
    ['selector-in-ambient EnvoyFilter shop/a spec.workloadSelector'],
  ],
  [
    'Of a whole namespace',
    [shop, deployment('web'), gateway('istio-waypoint'), setting('RequestAuthentication'), setting('WasmPlugin')],
    ['selector-in-ambient RequestAuthentication shop/a', 'selector-in-ambient WasmPlugin shop/a'],
  ],
  [
    'By a Pod’s own label, in a namespace that others hold',
    [deployment('web', { app: 'web', 'istio.io/dataplane-mode': 'ambient' }), setting('RequestAuthentication', web)],
    ['?selector-in-ambient RequestAuthentication shop/a spec.selector'],
  ],
  ['Of a whole namespace, where waypoints read it', [shop, deployment('web'), setting('Telemetry'), setting('ProxyConfig')], []],
  ['Of a whole namespace with a gateway', [shop, deployment('web'), gateway('istio'), setting('RequestAuthentication')], []],
  ['For a Service', [shop, deployment('web'), setting('RequestAuthentication', { targetRefs: [{ kind: 'Service', name: 'web' }] })], []],
  [
    'Where some have a sidecar',
    [shop, deployment('web'), deployment('b', { app: 'web', 'sidecar.istio.io/inject': 'true' }), setting('RequestAuthentication', web)],
    [],
  ],
  ['Of nobody', [shop, deployment('b'), setting('RequestAuthentication', web)], []],
]);
