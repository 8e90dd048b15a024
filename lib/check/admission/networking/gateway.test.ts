import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name: 'x', namespace: 'shop', ...metadata }, spec };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes a server for HTTPS with a credential', () => {
  expect(
    problemsOf({
      selector: { istio: 'ingressgateway' },
      servers: [
        {
          port: { number: 443, name: 'https', protocol: 'HTTPS' },
          hosts: ['shop/*.example.com'],
          tls: { mode: 'SIMPLE', credentialName: 'c' },
        },
      ],
    }),
  ).toEqual([]);
});

test('asks for a name without dots', () => {
  expect(problemsOf({ servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }] }, { name: 'my.gateway' })).toEqual(
    [
      'IST0106 metadata.name: "my.gateway" is not a name for a Gateway: use at most 63 letters, digits and dashes, with a letter or digit at both ends.',
    ],
  );
});

test("lets istiod's own gateways have any name, and hosts for nobody", () => {
  expect(
    problemsOf(
      { servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['~/*'] }] },
      { name: 'my.gateway', annotations: { 'internal.istio.io/gateway-semantics': 'gateway' } },
    ),
  ).toEqual([]);
});

test('asks for servers', () => {
  expect(problemsOf({})).toEqual(['IST0106 spec.servers: The Gateway has no server: give it at least one.']);
});

test('asks each server for hosts and a port', () => {
  expect(problemsOf({ servers: [{}] })).toEqual([
    'IST0106 spec.servers.0.hosts: The server has no host: give at least one, such as "*".',
    'IST0106 spec.servers.0.port: The port is missing: give its number, protocol and name.',
  ]);
});

test('asks for a port that is one, with a protocol and a name of its own', () => {
  expect(
    problemsOf({
      servers: [
        { port: { number: 80, name: 'a', protocol: 'HTTP' }, hosts: ['*'] },
        { port: { number: 70000, name: 'a', protocol: 'SMTP', targetPort: 80 }, hosts: ['*'] },
        { port: { number: 0, protocol: 'HTTP' }, hosts: ['*'] },
      ],
    }),
  ).toEqual([
    'IST0106 spec.servers.1.port.protocol: Istio knows no protocol "SMTP": use HTTP, HTTP2, HTTPS, GRPC, GRPC-WEB, TLS, TCP, MONGO, MYSQL or REDIS.',
    'IST0106 spec.servers.1.port.number: 70000 is not a port: use a number from 1 to 65535.',
    'IST0106 spec.servers.1.port.targetPort: targetPort has no effect in a Gateway: remove it.',
    'IST0106 spec.servers.1.port.name: Another server\'s port is named "a" too: rename one.',
    'IST0106 spec.servers.2.port.number: 0 is not a port: use a number from 1 to 65535.',
    'IST0106 spec.servers.2.port.name: The name of the port is missing: give it.',
  ]);
});

test('binds to an address, or to a socket without port', () => {
  expect(
    problemsOf({
      servers: [
        { port: { number: 80, name: 'a', protocol: 'HTTP' }, hosts: ['*'], bind: 'localhost' },
        { port: { number: 80, name: 'b', protocol: 'HTTP' }, hosts: ['*'], bind: 'unix:///a' },
        { port: { number: 0, name: 'c', protocol: 'HTTP' }, hosts: ['*'], bind: 'unix:///a' },
      ],
    }),
  ).toEqual([
    'IST0106 spec.servers.0.bind: "localhost" is not an IP address: give one, or unix:// and a path.',
    'IST0106 spec.servers.1.port.number: A Unix domain socket has no port: use the number 0.',
  ]);
});

test('asks for TLS where the protocol has it, and only there', () => {
  expect(
    problemsOf({
      servers: [
        { port: { number: 443, name: 'a', protocol: 'TLS' }, hosts: ['*'] },
        { port: { number: 80, name: 'b', protocol: 'HTTP' }, hosts: ['*'], tls: { mode: 'SIMPLE', credentialName: 'c' } },
        { port: { number: 90, name: 'c', protocol: 'TCP' }, hosts: ['*'], tls: { httpsRedirect: true } },
        { port: { number: 81, name: 'd', protocol: 'HTTP' }, hosts: ['*'], tls: { httpsRedirect: true } },
      ],
    }),
  ).toEqual([
    'IST0106 spec.servers.0.tls: A server for TLS needs TLS settings: give tls a mode.',
    'IST0106 spec.servers.1.tls: A server for HTTP can only redirect to HTTPS: keep httpsRedirect alone, or use the protocol HTTPS.',
    'IST0106 spec.servers.2.tls: A server for TCP has no TLS: remove tls, or use the protocol TLS or HTTPS.',
    'IST0133 spec.servers.2.tls.httpsRedirect: Only HTTP can be redirected to HTTPS: set this on an HTTP server.',
  ]);
});

test("takes certificates from one source, and none in Istio's own mode", () => {
  expect(
    problemsOf({
      servers: [
        {
          port: { number: 443, name: 'a', protocol: 'HTTPS' },
          hosts: ['*'],
          tls: { mode: 'SIMPLE', credentialName: 'c', serverCertificate: '/a', privateKey: '/b' },
        },
        { port: { number: 444, name: 'b', protocol: 'HTTPS' }, hosts: ['*'], tls: { mode: 'ISTIO_MUTUAL', credentialName: 'c' } },
      ],
    }),
  ).toEqual([
    'IST0106 spec.servers.0.tls: serverCertificate and privateKey, credentialName exclude each other: keep one source of certificates.',
    "IST0106 spec.servers.1.tls.credentialName: ISTIO_MUTUAL uses Istio's own certificates: remove credentialName.",
  ]);
});

test('asks for certificates as the mode needs them', () => {
  expect(
    problemsOf({
      servers: [
        { port: { number: 443, name: 'a', protocol: 'HTTPS' }, hosts: ['*'], tls: { mode: 'SIMPLE', caCrl: '/c' } },
        {
          port: { number: 444, name: 'b', protocol: 'HTTPS' },
          hosts: ['*'],
          tls: { mode: 'MUTUAL', tlsCertificates: [{ serverCertificate: '/a' }] },
        },
      ],
    }),
  ).toEqual([
    'IST0106 spec.servers.0.tls.serverCertificate: SIMPLE needs a certificate and its key: give serverCertificate, or credentialName in its place.',
    'IST0106 spec.servers.0.tls.privateKey: SIMPLE needs a certificate and its key: give privateKey, or credentialName in its place.',
    'IST0106 spec.servers.0.tls.caCrl: SIMPLE asks for no certificate that could be revoked: remove caCrl, or use MUTUAL.',
    'IST0106 spec.servers.1.tls.caCertificates: MUTUAL asks clients for certificates: give caCertificates or credentialName.',
    'IST0106 spec.servers.1.tls.tlsCertificates.0.privateKey: MUTUAL needs a certificate and its key: give privateKey, or credentialName in its place.',
  ]);
});

test('warns of what has no effect in TLS', () => {
  expect(
    problemsOf({
      servers: [
        {
          port: { number: 443, name: 'a', protocol: 'HTTPS' },
          hosts: ['*'],
          tls: { mode: 'PASSTHROUGH', caCertificates: '/a', minProtocolVersion: 'TLSV1_0' },
        },
        {
          port: { number: 444, name: 'b', protocol: 'HTTPS' },
          hosts: ['*'],
          tls: { mode: 'SIMPLE', credentialName: 'c', cipherSuites: ['AES128-SHA', 'AES128-SHA', 'RC4', '+ALL'] },
        },
      ],
    }),
  ).toEqual([
    'IST0133 spec.servers.0.tls.minProtocolVersion: The default ciphers are none of TLS below 1.2: name cipherSuites, or use TLSV1_2.',
    'IST0133 spec.servers.0.tls: PASSTHROUGH ends no TLS and ignores certificates: remove them, or use another mode.',
    'IST0133 spec.servers.1.tls.cipherSuites.1: The cipher suite "AES128-SHA" is listed twice: remove one.',
    'IST0133 spec.servers.1.tls.cipherSuites.2: There is no cipher suite "RC4", and Istio ignores it: mend its name.',
  ]);
});
