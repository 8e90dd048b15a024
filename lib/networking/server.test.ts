import { App, Chart, Testing } from 'cdk8s';
import { Gateway } from './gateway';
import { HttpServerProtocol, HttpServerProps, Server, TcpServerProtocol, TcpServerProps, TlsServerProps } from './server';
import { ServerCredential, ServerTlsSettings } from './server-tls-settings';

const tls = ServerTlsSettings.simple(ServerCredential.secret('cert'));

function rendered(server: Server): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new Gateway(chart, 'gw', { servers: [server] });
  return Testing.synth(chart)[0].spec.servers[0];
}

function http(props: unknown): unknown {
  return rendered(Server.http({ port: { number: 80 }, hosts: ['*'], ...(props as Partial<HttpServerProps>) }));
}

describe('each kind of server has its protocol, and a port name made of it', () => {
  const props = { port: { number: 8080 }, hosts: ['*'] };

  test.each<[Server, object]>([
    [Server.http(props), { port: { number: 8080, protocol: 'HTTP', name: 'http-8080' }, hosts: ['*'] }],
    [
      Server.http({ ...props, protocol: HttpServerProtocol.HTTP2 }),
      { port: { number: 8080, protocol: 'HTTP2', name: 'http2-8080' }, hosts: ['*'] },
    ],
    [
      Server.http({ ...props, protocol: HttpServerProtocol.GRPC }),
      { port: { number: 8080, protocol: 'GRPC', name: 'grpc-8080' }, hosts: ['*'] },
    ],
    [
      Server.http({ ...props, protocol: HttpServerProtocol.GRPC_WEB }),
      { port: { number: 8080, protocol: 'GRPC-WEB', name: 'grpc-web-8080' }, hosts: ['*'] },
    ],
    [
      Server.https({ ...props, tls }),
      { port: { number: 8080, protocol: 'HTTPS', name: 'https-8080' }, hosts: ['*'], tls: { mode: 'SIMPLE', credentialName: 'cert' } },
    ],
    [
      Server.tls({ ...props, tls: ServerTlsSettings.passthrough() }),
      { port: { number: 8080, protocol: 'TLS', name: 'tls-8080' }, hosts: ['*'], tls: { mode: 'PASSTHROUGH' } },
    ],
    [Server.tcp(props), { port: { number: 8080, protocol: 'TCP', name: 'tcp-8080' }, hosts: ['*'] }],
    ...[TcpServerProtocol.MONGO, TcpServerProtocol.MYSQL, TcpServerProtocol.REDIS].map((protocol): [Server, object] => [
      Server.tcp({ ...props, protocol }),
      { port: { number: 8080, protocol, name: `${protocol.toLowerCase()}-8080` }, hosts: ['*'] },
    ]),
  ])('%#', (server, manifest) => {
    expect(rendered(server)).toEqual(manifest);
  });
});

test('a server may have names of its own, a redirect and an address', () => {
  expect(http({ port: { number: 80, name: 'web' }, name: 'front', httpsRedirect: true, bind: '10.0.0.1' })).toEqual({
    port: { number: 80, protocol: 'HTTP', name: 'web' },
    hosts: ['*'],
    name: 'front',
    tls: { httpsRedirect: true },
    bind: '10.0.0.1',
  });
  expect(http({ httpsRedirect: false })).toMatchObject({ tls: { httpsRedirect: false } });
});

describe('hosts', () => {
  test.each([
    ['*'],
    ['example.com'],
    ['*.example.com'],
    ['example.com.'],
    ['10.0.0.1'],
    ['*/*'],
    ['./*'],
    ['shop/*'],
    ['shop/example.com'],
    ['*/*.example.com'],
    ['./10.0.0.1'],
    // The one form of an IPv6 address that has a dot.
    ['::ffff:10.0.0.1'],
  ])('%s is served', (host) => {
    expect(http({ hosts: [host] })).toMatchObject({ hosts: [host] });
  });

  const SHORT = 'is a short name, which Istio refuses here; give a DNS name with a dot, e.g. "reviews.bookinfo.svc.cluster.local"';
  const NAMESPACE = 'use "*", "." or a namespace in front of the slash';
  const NAME = 'give a DNS name such as "shop.example.com" or "*.example.com"';

  test.each<[unknown, string]>([
    [[], ': [] has no host; give at least one, "*" for all'],
    [undefined, ': has no host; give at least one, "*" for all'],
    ['*', ': "*" is not a list; put it into brackets: [...]'],
    [['reviews'], `[0]: "reviews" ${SHORT}`],
    [[''], `[0]: "" ${SHORT}`],
    [['*', 'shop/reviews'], `[1]: "shop/reviews" ${SHORT}`],
    [['shop/'], `[0]: "shop/" ${SHORT}`],
    // Istiod takes an IPv6 address for a short name.
    [['::1'], `[0]: "::1" ${SHORT}`],
    [['/example.com'], `[0]: "/example.com" has the invalid namespace ""; ${NAMESPACE}`],
    [['~/example.com'], `[0]: "~/example.com" has the invalid namespace "~"; ${NAMESPACE}`],
    [['a.b/example.com'], `[0]: "a.b/example.com" has the invalid namespace "a.b"; ${NAMESPACE}`],
    [['a/b/example.com'], `[0]: "a/b/example.com" has the invalid label "b/example"; ${NAME}`],
    [['*foo.com'], '[0]: "*foo.com" has "*" for a part of a label; use "*" for whole labels: "*.example.com"'],
    [['shop/*-foo.com'], '[0]: "shop/*-foo.com" has "*" for a part of a label; use "*" for whole labels: "*.example.com"'],
    [['a.*.com'], `[0]: "a.*.com" has the invalid label "*"; ${NAME}`],
    [['a_b.com'], `[0]: "a_b.com" has the invalid label "a_b"; ${NAME}`],
    [['https://a.com'], '[0]: "https://a.com" has the invalid namespace "https:"; ' + NAMESPACE],
    [[null], '[0]: null is not a string; quote it'],
  ])('%j are refused', (hosts, complaint) => {
    expect(() => http({ hosts })).toThrow(
      expect.objectContaining({
        name: 'InvalidConfigError',
        constructPath: 'shop/gw',
        message: `shop/gw: spec.servers[0].hosts${complaint}`,
      }),
    );
  });
});

describe('address and port', () => {
  test.each<[string | undefined, number]>([
    [undefined, 1],
    [undefined, 65535],
    ['', 80],
    ['0.0.0.0', 80],
    ['::1', 80],
    ['fe80::1%eth0', 80],
    ['unix:///var/run/gw.sock', 0],
    ['unix://@gw', 0],
  ])('bound to %p at port %p', (bind, number) => {
    expect(http({ bind, port: { number, name: 'p' } })).toMatchObject({
      port: { number, protocol: 'HTTP', name: 'p' },
      ...(bind !== undefined && { bind }),
    });
  });

  const SOCKET = 'is not a Unix domain socket; give an absolute path, "unix:///path", or an abstract name, "unix://@name"';
  const PORT = 'is out of range; give a whole number from 1 to 65535';

  test.each<[unknown, string]>([
    [{ port: { number: 0 } }, `port.number: 0 ${PORT}`],
    [{ port: { number: 65536 } }, `port.number: 65536 ${PORT}`],
    [{ port: { number: '80' } }, `port.number: "80" ${PORT}`],
    [{ port: {} }, `port.number: ${PORT}`],
    [{ port: 80 }, 'port: 80 is not an object; give one with the fields of ServerPort'],
    [{ port: undefined }, 'port: is not an object; give one with the fields of ServerPort'],
    [{ port: { number: 80, name: '' } }, 'port.name: "" is empty, which Istio refuses; name the port, or leave the name out'],
    [{ port: { number: 80, name: 5 } }, 'port.name: 5 is not a string; quote it'],
    [{ port: { number: 80, targetPort: 8080 } }, 'port.targetPort: 8080 is not a field of ServerPort; remove it'],
    [{ bind: 'localhost' }, 'bind: "localhost" is not an address to listen on; give an IP address, "unix:///path" or "unix://@name"'],
    [{ bind: '10.0.0.0/8' }, 'bind: "10.0.0.0/8" is not an address to listen on; give an IP address, "unix:///path" or "unix://@name"'],
    [{ bind: 5 }, 'bind: 5 is not an address to listen on; give an IP address, "unix:///path" or "unix://@name"'],
    [{ bind: 'unix:///a' }, 'port.number: 80 is a port, which a Unix domain socket has not; give 0'],
    [{ bind: '10.0.0.1', port: { number: 0 } }, `port.number: 0 ${PORT}`],
    ...['unix://', 'unix://a', 'unix:///', 'unix:///a/'].map((bind): [unknown, string] => [
      { bind, port: { number: 0 } },
      `bind: "${bind}" ${SOCKET}`,
    ]),
  ])('%j is refused', (props, complaint) => {
    expect(() => http(props)).toThrow(
      expect.objectContaining({ name: 'InvalidConfigError', message: `shop/gw: spec.servers[0].${complaint}` }),
    );
  });

  test('nothing', () => {
    expect(() => rendered(Server.http(null as any))).toThrow(
      'shop/gw: spec.servers[0]: null is not an object; give one with the fields of ServerProps',
    );
  });
});

describe('what does not go with a kind of server is refused', () => {
  const props = { port: { number: 80 }, hosts: ['*'] };
  const TLS = 'was not made by ServerTlsSettings; use a factory of it, e.g. ServerTlsSettings.simple(ServerCredential.secret("shop-cert"))';

  test.each<[string, () => Server, string]>([
    [
      'TLS on plain HTTP',
      () => Server.http({ ...props, tls } as HttpServerProps),
      'tls: a ServerTlsSettings is not a field of a server of this protocol; remove it',
    ],
    [
      'TLS on TCP',
      () => Server.tcp({ ...props, tls } as TcpServerProps),
      'tls: a ServerTlsSettings is not a field of a server of this protocol; remove it',
    ],
    [
      'a redirect on TCP',
      () => Server.tcp({ ...props, httpsRedirect: true } as TcpServerProps),
      'httpsRedirect: true is not a field of a server of this protocol; remove it',
    ],
    [
      'a redirect on HTTPS',
      () => Server.https({ ...props, tls, httpsRedirect: true } as TlsServerProps),
      'httpsRedirect: true is not a field of a server of this protocol; remove it',
    ],
    [
      'a protocol on HTTPS',
      () => Server.https({ ...props, tls, protocol: 'TCP' } as TlsServerProps),
      'protocol: "TCP" is not a field of a server of this protocol; remove it',
    ],
    ['HTTPS without TLS', () => Server.https(props as TlsServerProps), `tls: ${TLS}`],
    [
      'TLS without TLS',
      () => Server.tls({ ...props, tls: { mode: 'SIMPLE' } } as unknown as TlsServerProps),
      `tls: {"mode":"SIMPLE"} ${TLS}`,
    ],
    [
      'HTTP of a protocol with TLS',
      () => Server.http({ ...props, protocol: 'HTTPS' as any }),
      'port.protocol: "HTTPS" is not known here; use one of HTTP, HTTP2, GRPC, GRPC-WEB',
    ],
    [
      'TCP of a protocol with TLS',
      () => Server.tcp({ ...props, protocol: 'TLS' as any }),
      'port.protocol: "TLS" is not known here; use one of TCP, MONGO, MYSQL, REDIS',
    ],
    [
      'a redirect that is no boolean',
      () => Server.http({ ...props, httpsRedirect: 'yes' as any }),
      'tls.httpsRedirect: "yes" is not a boolean; write true or false',
    ],
    ['a name that is no text', () => Server.http({ ...props, name: 5 as any }), 'name: 5 is not a string; quote it'],
    ['a port that is missing', () => Server.http({} as any), 'port: is not an object; give one with the fields of ServerPort'],
  ])('%s', (_, server, complaint) => {
    expect(() => rendered(server())).toThrow(
      expect.objectContaining({ name: 'InvalidConfigError', message: `shop/gw: spec.servers[0].${complaint}` }),
    );
  });

  test('nothing', () => {
    expect(() => rendered(Server.http(null as any))).toThrow(
      'shop/gw: spec.servers[0]: null is not an object; give one with the fields of ServerProps',
    );
  });
});
