import { cases, deployment, namespace, object, service } from '../../../../test/analysis-cases';
import { policyTargets } from './policy-targets';

const shop = namespace('shop', {});
const policy = (spec: object, name = 'shop/a') => object('AuthorizationPolicy', name, spec);
const target = (kind: string, name: string, group = '') => ({ targetRefs: [{ kind, group, name }] });
const GATEWAY = 'gateway.networking.k8s.io';
const gateway = (name: string) => object('Gateway', name, { gatewayClassName: 'istio' }, { apiVersion: `${GATEWAY}/v1` });
const used = service('web', {}, { labels: { 'istio.io/use-waypoint': 'w' } });

cases(policyTargets, [
  [
    'What is not there',
    [shop, deployment('api'), policy(target('Service', 'web')), object('RequestAuthentication', 'shop/b', target('Gateway', 'g', GATEWAY))],
    [
      'unknown-target AuthorizationPolicy shop/a spec.targetRefs.0.name',
      'unknown-target RequestAuthentication shop/b spec.targetRefs.0.name',
    ],
  ],
  [
    'What others may have',
    [service('api'), policy(target('Service', 'web'))],
    ['?unknown-target AuthorizationPolicy shop/a spec.targetRefs.0.name'],
  ],
  ['A Service in a namespace of which none is here', [service('web', {}, { namespace: 'other' }), policy(target('Service', 'web'))], []],
  [
    'What is in another namespace',
    [namespace('other', {}), object('Pod', 'other/api', {}), used, policy(target('Service', 'web'), 'other/a')],
    ['unknown-target AuthorizationPolicy other/a spec.targetRefs.0.name'],
  ],
  [
    'By the older field',
    [shop, deployment('api'), policy({ targetRef: { kind: 'Gateway', group: GATEWAY, name: 'g' } })],
    ['unknown-target AuthorizationPolicy shop/a spec.targetRef.name'],
  ],
  [
    'A class outside of the root namespace, and one that is not for waypoints',
    [policy(target('GatewayClass', 'istio-waypoint', GATEWAY)), policy(target('GatewayClass', 'istio', GATEWAY), 'istio-system/b')],
    [
      '?unknown-target AuthorizationPolicy shop/a spec.targetRefs.0.name',
      '?unknown-target AuthorizationPolicy istio-system/b spec.targetRefs.0.name',
    ],
  ],
  [
    'A Service without waypoint',
    [shop, service('web'), policy(target('Service', 'web'))],
    ['layer-7-without-waypoint AuthorizationPolicy shop/a spec.targetRefs.0.name'],
  ],
  [
    'One that wants none',
    [
      namespace('shop', { 'istio.io/use-waypoint': 'w' }),
      service('web', {}, { labels: { 'istio.io/use-waypoint': 'none' } }),
      policy(target('Service', 'web', 'core')),
    ],
    ['layer-7-without-waypoint AuthorizationPolicy shop/a spec.targetRefs.0.name'],
  ],
  [
    'One whose namespace others label',
    [service('web'), policy(target('Service', 'web'))],
    ['?layer-7-without-waypoint AuthorizationPolicy shop/a spec.targetRefs.0.name'],
  ],
  ['A Service with one', [shop, used, policy(target('Service', 'web'))], []],
  ['By its namespace', [namespace('shop', { 'istio.io/use-waypoint': 'w' }), service('web'), policy(target('Service', 'web'))], []],
  ['A Gateway', [shop, gateway('shop/g'), policy(target('Gateway', 'g', GATEWAY))], []],
  ['The class of waypoints', [policy(target('GatewayClass', 'istio-waypoint', GATEWAY), 'istio-system/a')], []],
  ['What the webhook refuses', [shop, policy(target('Pod', 'web'))], []],
]);
