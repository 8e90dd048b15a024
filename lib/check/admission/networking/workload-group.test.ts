import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'WorkloadGroup',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes whatever template', () => {
  expect(problemsOf({ template: { ports: { a: 0 } }, probe: { httpGet: { port: 80 } } })).toEqual([]);
});

test('asks for a template, and for labels that are some', () => {
  expect(problemsOf({ metadata: { labels: { a: '-' } } })).toEqual([
    'IST0106 spec.template: The template of the workloads is missing: give it, at least as {}.',
    'IST0106 spec.metadata.labels.a: "-" is not a label\'s value: use letters, digits, "-", "_" and ".", with a letter or digit at both ends.',
  ]);
});

test('asks a probe what to do', () => {
  expect(problemsOf({ template: {}, probe: { periodSeconds: -1 } })).toEqual([
    'IST0106 spec.probe.periodSeconds: -1 is negative: use 0 or more.',
    'IST0106 spec.probe: The probe says not what to ask: give it httpGet, tcpSocket or exec.',
  ]);
});

test('refuses probes by gRPC as istiod does', () => {
  expect(problemsOf({ template: {}, probe: { grpc: { port: 80 } } })).toEqual([
    'IST0106 spec.probe.grpc: istiod refuses probes by gRPC: use httpGet, tcpSocket or exec.',
  ]);
});

test('asks a probe by HTTP for port, scheme and headers', () => {
  expect(problemsOf({ template: {}, probe: { httpGet: { port: 0, scheme: 'http', httpHeaders: [{ name: 'a_b' }, {}] } } })).toEqual([
    'IST0106 spec.probe.httpGet.port: 0 is not a port: use a number from 1 to 65535.',
    'IST0106 spec.probe.httpGet.scheme: "http" is not a scheme of probes: use "HTTP" or "HTTPS".',
    'IST0106 spec.probe.httpGet.httpHeaders.0.name: The header\'s name "a_b" is not the name of a header.',
    'IST0106 spec.probe.httpGet.httpHeaders.1.name: The header\'s name "" is empty.',
  ]);
});

test('asks other probes for a port or command', () => {
  expect(problemsOf({ template: {}, probe: { exec: {} } })).toEqual(['IST0106 spec.probe.exec.command: The command is missing: give it.']);
});
