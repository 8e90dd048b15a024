import { cases, deployment, namespace, object, rules, to } from '../../../../test/analysis-cases';
import { shadowedSubset } from './shadowed-subset';

const API = 'api.web.svc.cluster.local';
const mesh = [namespace('shop'), deployment('client')];
const rule = (name: string, host: string, subsets: readonly string[] = [], more: object = {}) =>
  object('DestinationRule', name, { host, subsets: subsets.map((each) => ({ name: each, labels: { version: each } })), ...more });
const theirs = rule('web/api', 'api', ['v1']);
const routes = rules({ route: [to(API, { subset: 'v1' })] });
const FOUND = ['subset-in-unused-rule VirtualService shop/routes spec.http.0.route.0.destination.subset'];

cases(shadowedSubset, [
  ['A wildcard of the own namespace', [...mesh, theirs, rule('shop/all', '*.local'), routes], FOUND],
  ['The same host in the own namespace', [...mesh, theirs, rule('shop/api', API, ['v2']), routes], FOUND],
  ['The subset in the own rule too', [...mesh, theirs, rule('shop/api', API, ['v1']), routes], []],
  ['Two own rules of a host, which count as one', [...mesh, theirs, rule('shop/a', API), rule('shop/b', API, ['v1']), routes], []],
  [
    'A rule for some Pods only',
    [...mesh, theirs, rule('shop/all', '*.local', [], { workloadSelector: { matchLabels: { app: 'x' } } }), routes],
    [],
  ],
  ['An own rule for others', [...mesh, theirs, rule('shop/all', '*.local', [], { exportTo: ['web'] }), routes], []],
  ['Another host', [...mesh, theirs, rule('shop/all', '*.com'), routes], []],
  ['A subset that no rule has', [...mesh, rule('shop/all', '*.local'), routes], []],
  [
    'One that is not exported here',
    [...mesh, rule('web/api', 'api', ['v1'], { exportTo: ['.'] }), rule('shop/all', '*.local'), routes],
    [],
  ],
  ['A namespace without sidecars', [theirs, rule('shop/all', '*.local'), routes], []],
  [
    'Rules for a gateway',
    [
      ...mesh,
      theirs,
      rule('shop/all', '*.local'),
      object('VirtualService', 'shop/routes', { hosts: ['a.com'], gateways: ['gw'], http: [{ route: [to(API, { subset: 'v1' })] }] }),
    ],
    [],
  ],
]);
