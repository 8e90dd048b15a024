import { cases, namespace, object, service } from '../../../../test/analysis-cases';
import { grants } from './grants';

const GATEWAY_API = 'gateway.networking.k8s.io';
const shop = namespace('shop', {});
const route = (backend: object, parent: object = { name: 'g' }) =>
  object('HTTPRoute', 'infra/r', { parentRefs: [parent], rules: [{ backendRefs: [backend] }] });
const web = { name: 'web', namespace: 'shop', port: 80 };
const grant = (from: object, to: object) =>
  object(
    'ReferenceGrant',
    'shop/g',
    { from: [{ group: GATEWAY_API, ...from }], to: [{ group: '', ...to }] },
    { apiVersion: `${GATEWAY_API}/v1beta1` },
  );
const fromRoutes = { kind: 'HTTPRoute', namespace: 'infra' };
const gateway = (tls: object) =>
  object('Gateway', 'infra/g', { listeners: [{ name: 'a', port: 443, protocol: 'HTTPS', tls }] }, { apiVersion: `${GATEWAY_API}/v1` });
const certificate = { certificateRefs: [{ name: 'cert', namespace: 'shop' }] };
const FOUND = ['reference-not-granted HTTPRoute infra/r spec.rules.0.backendRefs.0.namespace'];

cases(grants, [
  ['A Service elsewhere', [shop, service('web'), route(web)], FOUND],
  ['One whose namespace others hold', [service('web'), route(web)], FOUND.map((each) => `?${each}`)],
  ['A grant for another kind', [shop, service('web'), grant({ ...fromRoutes, kind: 'GRPCRoute' }, { kind: 'Service' }), route(web)], FOUND],
  [
    'A grant for another namespace',
    [shop, service('web'), grant({ ...fromRoutes, namespace: 'b' }, { kind: 'Service' }), route(web)],
    FOUND,
  ],
  ['A grant for another Service', [shop, service('web'), grant(fromRoutes, { kind: 'Service', name: 'b' }), route(web)], FOUND],
  [
    'A certificate elsewhere',
    [shop, service('web'), gateway(certificate)],
    ['reference-not-granted Gateway infra/g spec.listeners.0.tls.certificateRefs.0.namespace'],
  ],
  ['A grant', [shop, service('web'), grant(fromRoutes, { kind: 'Service' }), route(web)], []],
  ['A grant by name', [shop, service('web'), grant(fromRoutes, { kind: 'Service', name: 'web' }), route(web)], []],
  ['A grant for certificates', [shop, grant({ kind: 'Gateway', namespace: 'infra' }, { kind: 'Secret' }), gateway(certificate)], []],
  ['A certificate that nobody reads', [shop, gateway({ mode: 'Passthrough', ...certificate })], []],
  ['Of the same namespace', [object('Service', 'infra/web', {}), route({ name: 'web', namespace: 'infra' }), route({ name: 'web' })], []],
  ['Of a route within the mesh', [shop, service('web'), route(web, { kind: 'Service', group: '', name: 'a' })], []],
  ['A Service that is not there', [shop, route(web)], []],
]);
