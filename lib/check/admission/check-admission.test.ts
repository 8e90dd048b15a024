import { toResource } from '../../model/resource';
import { checkAdmission } from './check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name: 'x', namespace: 'shop', ...metadata }, spec };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('stops at a spec that can not be read', () => {
  expect(problemsOf({ servers: {} })).toEqual(['IST0106 spec.servers: This must be a list, not a mapping.']);
});

test("stops at annotations of istiod's own", () => {
  expect(problemsOf({}, { annotations: { 'internal.istio.io/parents': 'x', 'istio.io/dry-run': 'true' } })).toEqual([
    'IST0106 metadata.annotations.istio.io/dry-run: Only AuthorizationPolicies can be tried in a dry run: remove the annotation.',
    "IST0106 metadata.annotations.internal.istio.io/parents: The annotation internal.istio.io/parents is istiod's own: remove it.",
  ]);
});

test('reads labels and annotations first', () => {
  expect(problemsOf({}, { labels: { a: 5 }, annotations: [] })).toEqual([
    'IST0106 metadata.labels.a: This must be a string: quote it, not 5.',
    'IST0106 metadata.annotations: This must be a mapping, not a list.',
  ]);
});

test('takes a spec of null for an empty one', () => {
  expect(problemsOf(null)).toEqual(['IST0106 spec.servers: The Gateway has no server: give it at least one.']);
});

test('refuses fields beside the spec', () => {
  const manifest = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ProxyConfig',
    metadata: { name: 'x' },
    spec: {},
    status: {},
    data: {},
    concurrency: 2,
  };
  expect(checkAdmission(toResource({ manifest }, 'default')!)).toEqual(
    ['data', 'concurrency'].map((key) => ({
      level: 'error',
      code: 'IST0106',
      field: [key],
      message: `An object of Istio has no field "${key}" beside its spec: remove it, or move it into the spec.`,
    })),
  );
});

test("says nothing of kinds that are not the webhook's", () => {
  const manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, spec: [], foo: 1 };
  expect(checkAdmission(toResource({ manifest }, 'default')!)).toEqual([]);
});
