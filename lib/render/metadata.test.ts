import { ApiObject, ApiObjectMetadata, App, Chart } from 'cdk8s';
import { checkMetadata } from './metadata';

function check(metadata: ApiObjectMetadata | undefined, namespace?: string): void {
  const object = new ApiObject(new Chart(new App(), 'shop', { namespace }), 'rule', { apiVersion: 'v1', kind: 'Rule', metadata });
  checkMetadata(object, metadata);
}

test.each<[ApiObjectMetadata | undefined]>([
  [undefined],
  [{}],
  [{ name: 'reviews' }],
  [{ namespace: '' }],
  [{ name: 'reviews.v1-2', namespace: 'book-info' }],
  [{ name: 'a'.repeat(253), namespace: 'a'.repeat(63) }],
  [{ labels: { a: 'b' }, annotations: { 'galley.istio.io/analyze-suppress': 'IST0108' } }],
])('%j is what Kubernetes takes', (metadata) => {
  expect(() => check(metadata)).not.toThrow();
});

test.each([['Reviews'], ['a_b'], ['a.'], ['-a'], [''], ['a b'], ['a'.repeat(254)]])('the name %p is refused', (name) => {
  expect(() => check({ name })).toThrow(
    new RegExp(
      `^shop/rule: metadata.name: "${name.slice(0, 20)}.* is not a name that Kubernetes takes; use lower-case letters, digits, "-" and "."$`,
    ),
  );
});

test.each([['Shop'], ['a.b'], ['a_b'], ['a'.repeat(64)]])('the namespace %p is refused, also where it is the chart’s', (namespace) => {
  const message = / is not a namespace; use up to 63 lower-case letters, digits and dashes$/;
  expect(() => check({ namespace })).toThrow(message);
  expect(() => check({}, namespace)).toThrow(message);
});

test.each([
  ['istio.io/dry-run'],
  ['internal.istio.io/webhook-always-reject'],
  ['internal.istio.io/parent-namespace'],
  ['internal.istio.io/parents'],
])('the annotation %s is refused, as istiod refuses it', (annotation) => {
  expect(() => check({ annotations: { [annotation]: 'true' } })).toThrow(
    expect.objectContaining({
      name: 'InvalidConfigError',
      message: `shop/rule: metadata.annotations[${annotation}]: "true" is refused by istiod on this kind; remove it`,
    }),
  );
});
