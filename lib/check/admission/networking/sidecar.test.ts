import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'x', namespace: 'shop', ...metadata }, spec };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes hosts of some namespaces', () => {
  expect(problemsOf({ egress: [{ hosts: ['./*', 'istio-system/*'] }] })).toEqual([]);
});

test('asks to say something', () => {
  expect(problemsOf({ workloadSelector: {} })).toEqual([
    'IST0106 spec: The Sidecar says nothing: give it ingress, egress, outboundTrafficPolicy or inboundConnectionPool.',
  ]);
});

test('warns of a selector without labels', () => {
  expect(problemsOf({ workloadSelector: {}, egress: [{ hosts: ['./*'] }] })).toEqual([
    'IST0133 spec.workloadSelector: The workloadSelector has no labels and so selects every workload of the namespace: add some, or leave it out.',
  ]);
});

test('asks ingress listeners for ports of their own', () => {
  expect(
    problemsOf({
      ingress: [
        {},
        { port: { number: 80, protocol: 'SMTP', name: 'a_b', targetPort: 1 }, bind: 'x' },
        { port: { number: 80, protocol: 'HTTP' } },
        { port: { number: 0, protocol: 'HTTP' } },
      ],
    }),
  ).toEqual([
    'IST0106 spec.ingress.0.port: The port is missing: give its number and protocol.',
    'IST0106 spec.ingress.1.port.targetPort: targetPort has no effect in a Sidecar: remove it.',
    'IST0106 spec.ingress.1.port.name: "a_b" is not a name for a port: use at most 63 letters, digits and dashes, with a letter or digit at both ends.',
    'IST0106 spec.ingress.1.port.protocol: Istio knows no protocol "SMTP": use HTTP, HTTP2, HTTPS, GRPC, GRPC-WEB, TLS, TCP, MONGO, MYSQL or REDIS.',
    'IST0106 spec.ingress.1.bind: "x" is not an IP address: give one, or leave bind out.',
    'IST0106 spec.ingress.2.port.number: Another ingress listener has the port 80 too: remove one.',
    'IST0106 spec.ingress.3.port.number: 0 is not a port: use a number from 1 to 65535.',
  ]);
});

test('asks where the workload listens', () => {
  expect(
    problemsOf({
      ingress: [
        { port: { number: 1, protocol: 'HTTP' }, defaultEndpoint: '10.0.0.1:80' },
        { port: { number: 2, protocol: 'HTTP' }, defaultEndpoint: '127.0.0.1:0' },
        { port: { number: 3, protocol: 'HTTP' }, defaultEndpoint: 'unix://x' },
        { port: { number: 4, protocol: 'HTTP' }, defaultEndpoint: '[::1]:80' },
      ],
    }),
  ).toEqual([
    'IST0106 spec.ingress.0.defaultEndpoint: "10.0.0.1:80" is not where the workload listens: use 127.0.0.1:PORT, 0.0.0.0:PORT, [::1]:PORT, [::]:PORT or unix:///PATH.',
    'IST0106 spec.ingress.1.defaultEndpoint: 0 is not a port: use a number from 1 to 65535.',
    'IST0106 spec.ingress.2.defaultEndpoint: "unix://x" names no socket: write unix:// and the absolute path of a file, or unix://@name.',
  ]);
});

test('asks TLS for what a sidecar can do', () => {
  expect(
    problemsOf({
      ingress: [
        { port: { number: 1, protocol: 'HTTP' }, tls: { mode: 'ISTIO_MUTUAL', httpsRedirect: true, subjectAltNames: ['a'] } },
        { port: { number: 2, protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'c' } },
      ],
    }),
  ).toEqual([
    'IST0106 spec.ingress.0.tls.subjectAltNames: A Sidecar has no subjectAltNames: remove it.',
    'IST0106 spec.ingress.0.tls.httpsRedirect: A Sidecar has no httpsRedirect: remove it.',
    'IST0106 spec.ingress.0.tls.mode: A Sidecar cannot use ISTIO_MUTUAL: use SIMPLE, MUTUAL or OPTIONAL_MUTUAL.',
    'IST0106 spec.ingress.0.tls: A port for HTTP has no TLS: use the protocol HTTPS or TLS.',
    'IST0106 spec.ingress.1.tls.credentialName: A Sidecar has no credentialName: remove it.',
  ]);
});

test('warns of limits for HTTP on other ports', () => {
  expect(
    problemsOf({
      ingress: [{ port: { number: 1, protocol: 'TCP' }, connectionPool: { http: { maxRetries: 1 } } }],
      inboundConnectionPool: { tcp: { maxConnections: -1 } },
    }),
  ).toEqual([
    'IST0133 spec.ingress.0.connectionPool.http: These settings are for HTTP, which the port does not carry: use tcp, or the protocol HTTP.',
    'IST0106 spec.inboundConnectionPool.tcp.maxConnections: The limit -1 is negative: use 0 or more.',
  ]);
});

test('asks for the listener without port at the end', () => {
  expect(problemsOf({ egress: [{ hosts: ['*/*'] }, { port: { number: 80, protocol: 'HTTP' }, hosts: ['*/*'] }] })).toEqual([
    'IST0106 spec.egress.0: A listener without port takes what the others leave: move it to the end, and have one only.',
  ]);
});

test('asks egress listeners for hosts and ports of their own', () => {
  expect(
    problemsOf({
      egress: [
        { port: { number: 80, protocol: 'HTTP' }, hosts: ['a.b'] },
        { port: { number: 80, protocol: 'HTTP' }, bind: 'x' },
        { port: { protocol: 'HTTP' }, hosts: ['a/*'] },
        { port: { protocol: 'HTTP' }, bind: 'unix:///a', captureMode: 'IPTABLES', hosts: ['a/*'] },
        { port: { protocol: 'HTTP' }, bind: 'unix:///a', hosts: ['a/*'] },
      ],
    }),
  ).toEqual([
    'IST0106 spec.egress.0.hosts.0: "a.b" lacks its namespace: write namespace/host, or */a.b.',
    'IST0106 spec.egress.1.bind: "x" is not an IP address: give one, or leave bind out.',
    'IST0106 spec.egress.1.port.number: Another egress listener has the port 80 too: remove one.',
    'IST0106 spec.egress.1.hosts: The listener has no host: give at least one, such as "*/*".',
    'IST0106 spec.egress.2.bind: A listener without port number listens on a socket: bind it to unix:// and a path, or give the number.',
    'IST0106 spec.egress.3.captureMode: Traffic to a socket is not captured: use NONE, or leave captureMode out.',
    'IST0106 spec.egress.4.bind: Another egress listener is bound to "unix:///a" too: remove one.',
  ]);
});

test('warns of hosts that overlap', () => {
  expect(problemsOf({ egress: [{ hosts: ['a/x.y', 'a/x.y', './*', 'shop/z.y', '*/*'] }] })).toEqual([
    'IST0133 spec.egress.0.hosts.1: The host "a/x.y" overlaps with another one of the listener: remove one of them.',
    'IST0133 spec.egress.0.hosts.3: The host "shop/z.y" overlaps with another one of the listener: remove one of them.',
    'IST0133 spec.egress.0.hosts: "*/*" stands for all hosts: remove the others, or "*/*".',
  ]);
});

test('asks the egress proxy for a mode, a host and a port', () => {
  expect(problemsOf({ outboundTrafficPolicy: { egressProxy: { host: 'a' } } })).toEqual([
    'IST0106 spec.outboundTrafficPolicy.egressProxy: Only unknown hosts that are allowed go to the egress proxy: set mode to ALLOW_ANY, or remove egressProxy.',
  ]);
});

test('asks the egress proxy for a host and a port', () => {
  expect(problemsOf({ outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: '*.a' } } })).toEqual([
    'IST0106 spec.outboundTrafficPolicy.egressProxy.port: The port of the egress proxy is missing: give it.',
    'IST0106 spec.outboundTrafficPolicy.egressProxy.host: The host "*.a" of the egress proxy has the part "*", which no DNS name can have: use letters, digits and dashes, with a letter or digit at both ends.',
  ]);
});
