import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'WorkloadEntry',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes an address or a name', () => {
  expect(problemsOf({ address: 'vm.example.com', ports: { http: 80 } })).toEqual([]);
});

test('asks for an address', () => {
  expect(problemsOf({})).toEqual([
    'IST0106 spec.address: The address is missing: give an address, or the network whose gateway leads to the workload.',
  ]);
});

test('warns where only a network is given', () => {
  expect(problemsOf({ network: 'n' })).toEqual([
    'IST0133 spec.address: Without an address the workload is reached by the gateway of the network "n" only.',
  ]);
});

test('asks for addresses, ports and labels that are some', () => {
  expect(problemsOf({ address: 'a_b', ports: { '': 0 }, labels: { a: '-' } })).toEqual([
    'IST0106 spec.address: The address "a_b" has the part "a_b", which no DNS name can have: use letters, digits and dashes, with a letter or digit at both ends; give an IP address or a host name.',
    'IST0106 spec.ports.: "" is not a name for a port: use at most 63 letters, digits and dashes, with a letter or digit at both ends.',
    'IST0106 spec.ports.: 0 is not a port: use a number from 1 to 65535.',
    'IST0106 spec.labels.a: "-" is not a label\'s value: use letters, digits, "-", "_" and ".", with a letter or digit at both ends.',
  ]);
});

test('asks sockets for a path and no ports', () => {
  expect(problemsOf({ address: 'unix://x', ports: { a: 1 } })).toEqual([
    'IST0106 spec.address: "unix://x" names no socket: write unix:// and the absolute path of a file, or unix://@name.',
    'IST0106 spec.ports: A Unix domain socket has no ports: remove them.',
  ]);
});
