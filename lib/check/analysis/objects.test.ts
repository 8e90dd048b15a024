import { deployment, Manifest, namespace, object, service } from '../../../test/analysis-cases';
import { Model } from '../../model';
import { Objects } from './objects';

const release = object('HelmRelease', 'shop/redis', {}, { apiVersion: 'helm.toolkit.fluxcd.io/v2' });

test.each<[string, Manifest[], boolean]>([
  ['with what runs there', [namespace('shop'), service('web')], true],
  ['with a workload', [namespace('shop'), deployment('web')], true],
  ['without the Namespace', [service('web')], false],
  ['with Istio’s configuration alone', [namespace('shop'), object('Sidecar', 'shop/s')], false],
  ['with what runs in another one', [namespace('shop'), object('Service', 'other/web')], false],
  ['with a release of which more is made', [namespace('shop'), service('web'), release], false],
  ['with a release in another one', [namespace('shop'), service('web'), { ...release, metadata: { name: 'r', namespace: 'other' } }], true],
  [
    'with Roles and Istio’s configuration besides',
    [
      namespace('shop'),
      service('web'),
      object('Role', 'shop/r', {}, { apiVersion: 'rbac.authorization.k8s.io/v1' }),
      object('Sidecar', 'shop/s'),
    ],
    true,
  ],
])('A namespace %s is known: %j', (_, manifests, expected) => {
  expect(new Objects(Model.of(manifests)).knows('shop')).toBe(expected);
});
