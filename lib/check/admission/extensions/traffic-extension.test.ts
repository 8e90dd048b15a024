import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'extensions.istio.io/v1',
    kind: 'TrafficExtension',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes code in Lua', () => {
  expect(problemsOf({ lua: { inlineCode: 'x' } })).toEqual([]);
});

test('asks for code', () => {
  expect(problemsOf({})).toEqual(['IST0106 spec: The extension has no code: give it wasm or lua.']);
});

test('asks Lua for code, and ports that are some', () => {
  expect(problemsOf({ lua: {}, match: [{ ports: [{}] }] })).toEqual([
    'IST0106 spec.lua.inlineCode: The code is missing: give it.',
    'IST0106 spec.match.0.ports.0.number: 0 is not a port: use a number from 1 to 65535.',
  ]);
});

test('asks WebAssembly for a URL, and targets for names', () => {
  expect(problemsOf({ wasm: {}, targetRefs: [{ kind: 'Pod' }] })).toEqual([
    'IST0106 spec.targetRefs.0.name: The name of the target is missing: give it.',
    'IST0106 spec.targetRefs.0.kind: A policy cannot be for "Pod": use a Service, a networking.istio.io ServiceEntry, or a gateway.networking.k8s.io Gateway or GatewayClass, with its group.',
    'IST0106 spec.wasm.url: The URL of the module is missing: give it.',
  ]);
});
