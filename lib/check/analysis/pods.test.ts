import { deployment, namespace, object } from '../../../test/analysis-cases';
import { Model } from '../../model';
import { Context } from './context';
import { isInjected } from './pods';

const podsOf = (...manifests: object[]) => new Context(Model.of(manifests)).pods;

test('One Pod stands for all of a controller, and none for one without replicas', () => {
  const none = object('Deployment', 'shop/none', { replicas: 0 });
  const owned = object('Deployment', 'shop/owned', {}, { metadata: { ownerReferences: [{ controller: true }] } });
  expect(podsOf(deployment('web'), none, owned).all.map(({ name, derived }) => [name, derived])).toEqual([['web', true]]);
});

test.each([
  ['a namespace that says so', { 'istio-injection': 'enabled' }, {}, true],
  ['a revision', { 'istio.io/rev': 'x' }, {}, true],
  ['the Pod’s revision', {}, { 'istio.io/rev': 'x' }, true],
  ['the Pod’s revision, and its no', {}, { 'istio.io/rev': 'x', 'sidecar.istio.io/inject': 'false' }, false],
  ['the Pod’s revision where the namespace says no', { 'istio-injection': 'disabled' }, { 'istio.io/rev': 'x' }, false],
  ['a namespace that says no', { 'istio-injection': 'disabled' }, { 'sidecar.istio.io/inject': 'true' }, false],
  ['nothing', {}, {}, false],
  ['the Pod’s own yes', {}, { 'sidecar.istio.io/inject': 'true' }, true],
  ['a Pod that says neither yes nor no', { 'istio-injection': 'enabled' }, { 'sidecar.istio.io/inject': 'yes' }, true],
  ['an empty word of the Pod', {}, { 'sidecar.istio.io/inject': '' }, false],
  ['the Pod’s own no', { 'istio-injection': 'enabled' }, { 'sidecar.istio.io/inject': 'false' }, false],
])('Injection by %s', (_why, labels, own, expected) => {
  expect(isInjected(labels as Record<string, string>, own as Record<string, string>, {}, {})).toBe(expected);
});

test('What is on the host’s network is not injected', () => {
  expect(isInjected({ 'istio-injection': 'enabled' }, {}, {}, { hostNetwork: true })).toBe(false);
});

test('Ambient mode takes what is not injected', () => {
  const ambient = { 'istio.io/dataplane-mode': 'ambient' };
  expect(podsOf(namespace('shop', ambient), deployment('web')).all[0]?.ambient).toBe(true);
  expect(podsOf(namespace('shop', { ...ambient, 'istio-injection': 'enabled' }), deployment('web')).all[0]).toMatchObject({
    ambient: false,
    hasProxy: true,
  });
});

test.each([
  ['its own label', {}, { 'istio.io/dataplane-mode': 'ambient' }, {}, true],
  ['its own no', { 'istio.io/dataplane-mode': 'ambient' }, { 'istio.io/dataplane-mode': 'none' }, {}, false],
  ['the host’s network', { 'istio.io/dataplane-mode': 'ambient' }, {}, { hostNetwork: true }, false],
  ['a proxy by its own label', { 'istio.io/dataplane-mode': 'ambient' }, { 'sidecar.istio.io/inject': 'true' }, {}, false],
])('A Pod is in ambient mode or not by %s', (_why, ofNamespace, labels, spec, expected) => {
  expect(podsOf(namespace('shop', ofNamespace), deployment('web', labels, spec)).all[0]?.ambient).toBe(expected);
});

test('A selector selects by all of its labels, an empty one everything', () => {
  const pods = podsOf(deployment('a', { app: 'a', v: '1' }), deployment('b', { app: 'b', v: '1' }));
  const names = (selector: unknown, inNamespace?: string) => pods.selectedBy(selector, inNamespace).map(({ name }) => name);
  expect(names({ v: '1' })).toEqual(['a', 'b']);
  expect(names({ v: '1', app: 'b' })).toEqual(['b']);
  expect(names({ v: '1', app: 'c' })).toEqual([]);
  expect(names(undefined)).toEqual(['a', 'b']);
  expect(names({ v: '1' }, 'other')).toEqual([]);
  expect(names({ ['__proto__']: 'x', constructor: 'y' })).toEqual([]);
});
