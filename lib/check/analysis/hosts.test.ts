import { Manifest, namespace, object, service } from '../../../test/analysis-cases';
import { Model } from '../../model';
import { Context } from './context';

const entry = (hosts: string[], exportTo?: string[]) => object('ServiceEntry', 'other/e', { hosts, exportTo, ports: [{ number: 80 }] });
const finds = (manifests: readonly Manifest[], host: string, exportTo?: string[]) =>
  new Context(Model.of(manifests)).hosts.find(host, 'shop', exportTo) !== undefined;

test('A Service is found by short name in its namespace, in full from anywhere', () => {
  expect(finds([service('web')], 'web')).toBe(true);
  expect(finds([service('web')], 'web.shop.svc.cluster.local')).toBe(true);
  expect(finds([service('web')], 'web.shop')).toBe(false);
});

test('A wildcard covers what ends so', () => {
  expect(finds([entry(['*.x.com'])], 'a.x.com')).toBe(true);
  expect(finds([entry(['*.x.com'])], 'x.com')).toBe(false);
  expect(finds([entry(['*.x.com'])], '*.x.com')).toBe(true);
});

test('exportTo hides from other namespaces', () => {
  expect(finds([entry(['a.com'], ['.'])], 'a.com')).toBe(false);
  expect(finds([entry(['a.com'], ['.', 'shop'])], 'a.com')).toBe(true);
  expect(finds([entry(['*.com'], ['.'])], 'a.com')).toBe(false);
  expect(finds([entry(['a.com'], ['x', '*'])], 'a.com')).toBe(true);
});

test('The exportTo of who asks tells where it is looked up', () => {
  expect(finds([entry(['a.com'], ['third'])], 'a.com', ['third'])).toBe(true);
  expect(finds([entry(['a.com'], ['shop'])], 'a.com', ['third'])).toBe(false);
});

test('A host lies outside unless the set knows its namespace', () => {
  const { hosts } = new Context(Model.of([namespace('shop'), service('other')]));
  expect(hosts.isOutside('web', 'shop')).toBe(false);
  expect(hosts.isOutside('web.other.svc.cluster.local', 'shop')).toBe(true);
  expect(hosts.isOutside('example.com', 'shop')).toBe(true);
  const gateway = object('Gateway', 'shop/g', { gatewayClassName: 'istio' }, { apiVersion: 'gateway.networking.k8s.io/v1' });
  const made = new Context(Model.of([namespace('shop'), service('other'), gateway])).hosts;
  expect(made.isOutside('g-istio', 'shop')).toBe(true);
  expect(made.isOutside('web', 'shop')).toBe(false);
});

test('A port without a number is 0, as Go reads it', () => {
  const { hosts } = new Context(Model.of([service('web', { ports: [{ name: 'http' }] })]));
  expect(hosts.find('web', 'shop')?.ports).toEqual([0]);
});
