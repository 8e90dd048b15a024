import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ProxyConfig',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes 0 and more threads', () => {
  expect(problemsOf({ concurrency: 0 })).toEqual([]);
});

test('asks for threads that can run, and warns of a selector without labels', () => {
  expect(problemsOf({ selector: {}, concurrency: -1 })).toEqual([
    'IST0133 spec.selector: The selector has no labels and so selects every workload: add some, or leave it out.',
    'IST0106 spec.concurrency: -1 threads cannot run: use 0 (one for each core) or more.',
  ]);
});
