import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'extensions.istio.io/v1',
    kind: 'WasmPlugin',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes an image, with or without scheme', () => {
  expect(problemsOf({ url: 'ghcr.io/a/b:v1', sha256: '0000000000000000000000000000000000000000000000000000000000000000' })).toEqual([]);
});

test('asks for a URL', () => {
  expect(problemsOf({})).toEqual(['IST0106 spec.url: The URL of the module is missing: give it.']);
});

test('asks for a scheme by which modules are fetched', () => {
  expect(problemsOf({ url: 'localhost:5000/x', sha256: 'ABC' })).toEqual([
    'IST0106 spec.url: Modules are not fetched by localhost: use oci://, https://, http:// or file://.',
    'IST0106 spec.sha256: This is not a SHA-256 sum: use its 64 digits from 0-9 and a-f.',
  ]);
});

test('asks the environment for names of their own', () => {
  expect(
    problemsOf({
      url: 'a',
      vmConfig: { env: [{}, { name: 'a' }, { name: 'a' }, { name: 'b', valueFrom: 'HOST', value: 'x' }] },
      match: [{ ports: [{ number: 0 }] }],
    }),
  ).toEqual([
    'IST0106 spec.vmConfig.env.0.name: The name of the variable is missing: give it.',
    'IST0106 spec.vmConfig.env.2.name: The variable "a" is set twice: remove one.',
    'IST0106 spec.vmConfig.env.3.value: The value comes from the host: remove it, or use INLINE.',
    'IST0106 spec.match.0.ports.0.number: 0 is not a port: use a number from 1 to 65535.',
  ]);
});
