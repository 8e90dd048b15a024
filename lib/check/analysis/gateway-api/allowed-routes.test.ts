import { cases, namespace, object } from '../../../../test/analysis-cases';
import { allowedRoutes } from './allowed-routes';

const gateway = (...listeners: object[]) => object('Gateway', 'infra/g', { listeners }, { apiVersion: 'gateway.networking.k8s.io/v1' });
const listener = (namespaces?: object, name = 'http', port = 80) => ({
  name,
  port,
  protocol: 'HTTP',
  ...(namespaces && { allowedRoutes: { namespaces } }),
});
const route = (more: object = {}, name = 'shop/r') =>
  object('HTTPRoute', name, { parentRefs: [{ name: 'g', namespace: 'infra', ...more }] });
const byLabel = { from: 'Selector', selector: { matchLabels: { a: 'b' } } };
const FOUND = ['listener-refuses-route HTTPRoute shop/r spec.parentRefs.0'];

cases(allowedRoutes, [
  ['Its own namespace only, as without a word', [gateway(listener()), route()], FOUND],
  ['Its own namespace only, as it says', [gateway(listener({ from: 'Same' })), route()], FOUND],
  ['Other labels', [namespace('shop', { a: 'c' }), gateway(listener(byLabel)), route()], FOUND],
  [
    'The listener that is meant, by name',
    [gateway(listener({ from: 'All' }), listener(undefined, 'b', 81)), route({ sectionName: 'b' })],
    FOUND,
  ],
  ['The listener that is meant, by port', [gateway(listener({ from: 'All' }), listener(undefined, 'b', 81)), route({ port: 81 })], FOUND],
  ['All namespaces', [gateway(listener({ from: 'All' })), route()], []],
  ['Any one of them', [gateway(listener({ from: 'All' }), listener(undefined, 'b', 81)), route()], []],
  ['By label', [namespace('shop', { a: 'b' }), gateway(listener(byLabel)), route()], []],
  [
    'By the label that Kubernetes adds',
    [
      namespace('shop', {}),
      gateway(listener({ from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } })),
      route(),
    ],
    [],
  ],
  ['By labels that the set does not have', [gateway(listener(byLabel)), route()], []],
  ['Of the same namespace', [gateway(listener()), route({}, 'infra/r')], []],
  [
    'A Gateway of others, or no Gateway',
    [route(), object('HTTPRoute', 'shop/s', { parentRefs: [{ kind: 'Service', group: '', name: 'web' }] })],
    [],
  ],
]);
