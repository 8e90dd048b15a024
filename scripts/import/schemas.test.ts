import { stripCrd } from './prose';
import { compactSchemas } from './schemas';
import { rawCrd, rawVersion, smallCrds } from './small-bundle';

const PAGE = 'https://istio.io/latest/docs/reference/config/networking/gateway/';

test('has every served version of a kind, and each schema once', () => {
  const [old, present] = [
    { type: 'object' },
    { type: 'object', externalDocs: { url: PAGE }, 'x-kubernetes-validations': [{ rule: 'true' }] },
  ];
  const versions = [
    rawVersion('v1alpha3', old),
    rawVersion('v1', present),
    { ...rawVersion('v2', old), served: false },
    rawVersion('v1beta1', present),
  ];
  const crd = { ...rawCrd(), spec: { ...rawCrd().spec, versions } };

  const { kinds } = compactSchemas(smallCrds({ 'networking.istio.io/Gateway': crd }));

  expect(Object.keys(kinds)).toHaveLength(15);
  expect(kinds.Gateway).toEqual({
    group: 'networking.istio.io',
    plural: 'gateways',
    scope: 'Namespaced',
    page: PAGE,
    statusSubresource: false,
    versions: { v1: 0, v1beta1: 0, v1alpha3: 1 },
    schemas: [{ type: 'object', 'x-kubernetes-validations': [{ rule: 'true' }] }, { type: 'object' }],
  });
  expect(Object.keys(kinds.Gateway!.versions)).toEqual(['v1', 'v1beta1', 'v1alpha3']);
});

test('has no page where the CRD links to none', () => {
  expect(compactSchemas(smallCrds().map(stripCrd)).kinds.Gateway).not.toHaveProperty('page');
});

test('tells whether the status of a kind is a resource of its own, in every version that is served', () => {
  const withStatus = (name: string) => ({ ...rawVersion(name, {}), subresources: { status: {} } });
  const crdOf = (...versions: object[]) => ({ ...rawCrd(), spec: { ...rawCrd().spec, versions } });
  const statusOf = (crd: object) => compactSchemas(smallCrds({ 'networking.istio.io/Gateway': crd })).kinds.Gateway!.statusSubresource;

  expect(statusOf(crdOf(withStatus('v1'), withStatus('v1beta1')))).toBe(true);
  expect(statusOf(crdOf(withStatus('v1'), { ...rawVersion('v1alpha3', {}), served: false }))).toBe(true);
  expect(statusOf(crdOf(withStatus('v1'), rawVersion('v1beta1', {})))).toBe(false);
});
