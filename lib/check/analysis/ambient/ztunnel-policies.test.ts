import { cases, deployment, namespace, object } from '../../../../test/analysis-cases';
import { ztunnelPolicies } from './ztunnel-policies';

const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };
const shop = namespace('shop', AMBIENT);
const policy = (spec: object, name = 'shop/a', metadata: object = {}) =>
  object('AuthorizationPolicy', name, spec, { metadata: { ...metadata, ...(name.includes('/') && { namespace: name.split('/')[0] }) } });
const get = { to: [{ operation: { methods: ['GET'] } }] };
const byIdentity = { from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'], namespaces: ['shop'], ipBlocks: ['10.0.0.0/8'] } }] };

cases(ztunnelPolicies, [
  [
    'Of a rule that allows, whatever needs HTTP',
    [
      shop,
      deployment('web'),
      policy({
        rules: [
          get,
          { from: [{ source: { requestPrincipals: ['*'] } }] },
          {
            when: [
              { key: 'source.ip', values: ['10.0.0.1'] },
              { key: 'request.headers[x]', values: ['1'] },
            ],
          },
        ],
      }),
    ],
    [
      'layer-7-in-ztunnel AuthorizationPolicy shop/a spec.rules.0.to.0.operation.methods',
      'layer-7-in-ztunnel AuthorizationPolicy shop/a spec.rules.1.from.0.source.requestPrincipals',
      'layer-7-in-ztunnel AuthorizationPolicy shop/a spec.rules.2.when.1.key',
    ],
  ],
  [
    'Of one that denies, by labels',
    [shop, deployment('web'), policy({ action: 'DENY', selector: { matchLabels: { app: 'web' } }, rules: [get] })],
    ['layer-7-in-ztunnel AuthorizationPolicy shop/a spec.rules.0.to.0.operation.methods'],
  ],
  [
    'Even where the namespace has a waypoint, for it takes only what names it',
    [namespace('shop', { ...AMBIENT, 'istio.io/use-waypoint': 'waypoint' }), deployment('web'), policy({ rules: [get] })],
    ['layer-7-in-ztunnel AuthorizationPolicy shop/a spec.rules.0.to.0.operation.methods'],
  ],
  [
    'Of the whole mesh',
    [shop, deployment('web'), policy({ rules: [get] }, 'istio-system/a')],
    ['layer-7-in-ztunnel AuthorizationPolicy istio-system/a spec.rules.0.to.0.operation.methods'],
  ],
  [
    'An action that ztunnel does not have',
    [shop, deployment('web'), policy({ action: 'CUSTOM', provider: { name: 'x' }, rules: [{}] }), policy({ action: 'AUDIT' }, 'shop/b')],
    ['selector-in-ambient AuthorizationPolicy shop/a spec.action', 'selector-in-ambient AuthorizationPolicy shop/b spec.action'],
  ],
  ['What ztunnel can tell', [shop, deployment('web'), policy({ rules: [byIdentity, { to: [{ operation: { ports: ['80'] } }] }] })], []],
  ['For a waypoint', [shop, deployment('web'), policy({ targetRefs: [{ kind: 'Service', name: 'web' }], rules: [get] })], []],
  ['On trial', [shop, deployment('web'), policy({ rules: [get] }, 'shop/a', { annotations: { 'istio.io/dry-run': 'true' } })], []],
  ['Of other workloads', [shop, deployment('web'), policy({ selector: { matchLabels: { app: 'b' } }, rules: [get] })], []],
  ['Of another namespace', [shop, deployment('web'), policy({ rules: [get] }, 'other/a')], []],
  ['With sidecars', [namespace('shop'), deployment('web'), policy({ rules: [get] })], []],
  ['With a sidecar by its own label', [shop, deployment('web', { 'sidecar.istio.io/inject': 'true' }), policy({ rules: [get] })], []],
  [
    'Past ztunnel',
    [shop, deployment('web', {}, {}, { annotations: { 'ambient.istio.io/bypass-inbound-capture': 'true' } }), policy({ rules: [get] })],
    [],
  ],
]);
