import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes ports of selected workloads', () => {
  expect(problemsOf({ selector: { matchLabels: { app: 'a' } }, portLevelMtls: { '80': { mode: 'STRICT' } } })).toEqual([]);
});

test('asks ports for a selector', () => {
  expect(problemsOf({ portLevelMtls: { '80': { mode: 'STRICT' } } })).toEqual([
    'IST0106 spec.portLevelMtls: Ports are set for some workloads only: give a selector with labels, or use mtls.',
  ]);
});

test('asks for ports that are some', () => {
  expect(problemsOf({ selector: { matchLabels: { app: 'a' } }, portLevelMtls: { '0': {}, '70000': {} } })).toEqual([
    'IST0106 spec.portLevelMtls.0: 0 is not a port: use a number from 1 to 65535.',
    'IST0106 spec.portLevelMtls.70000: 70000 is not a port: use a number from 1 to 65535.',
  ]);
});

test('asks for a port', () => {
  expect(problemsOf({ selector: { matchLabels: { app: 'a' } }, portLevelMtls: {} })).toEqual([
    'IST0106 spec.portLevelMtls: No port is named: name one, or leave portLevelMtls out.',
  ]);
});
