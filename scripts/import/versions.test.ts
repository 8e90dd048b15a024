import { compareVersions } from './versions';

const newestFirst = (...versions: string[]) => versions.sort(compareVersions);

test('orders versions as Kubernetes does', () => {
  expect(newestFirst('v1alpha3', 'v1', 'v1beta1')).toEqual(['v1', 'v1beta1', 'v1alpha3']);
  // The example of the Kubernetes documentation.
  expect(newestFirst('foo10', 'v11alpha2', 'v3beta1', 'v1', 'foo1', 'v10beta3', 'v11beta2', 'v2', 'v12alpha1', 'v10')).toEqual([
    'v10',
    'v2',
    'v1',
    'v11beta2',
    'v10beta3',
    'v3beta1',
    'v12alpha1',
    'v11alpha2',
    'foo1',
    'foo10',
  ]);
});

test('compares numbers as numbers', () => {
  expect(newestFirst('v1beta2', 'v1beta10')).toEqual(['v1beta10', 'v1beta2']);
});

test('names that are no version come last', () => {
  expect(newestFirst('v0', 'v1rc1', 'v01', 'v1alpha1')).toEqual(['v1alpha1', 'v0', 'v01', 'v1rc1']);
});

test('a version equals itself', () => {
  expect(compareVersions('v1beta1', 'v1beta1')).toBe(0);
  expect(compareVersions('foo', 'foo')).toBe(0);
});
