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
    versions: { v1: 0, v1beta1: 0, v1alpha3: 1 },
    schemas: [{ type: 'object', 'x-kubernetes-validations': [{ rule: 'true' }] }, { type: 'object' }],
  });
  expect(Object.keys(kinds.Gateway!.versions)).toEqual(['v1', 'v1beta1', 'v1alpha3']);
});

test('has no page where the CRD links to none', () => {
  expect(compactSchemas(smallCrds().map(stripCrd)).kinds.Gateway).not.toHaveProperty('page');
});
