import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Gateway, GatewayProps } from './gateway';
import { GatewayRef } from './gateway-ref';
import { HttpServerProtocol, Server } from './server';
import { ServerCredential, ServerTlsSettings } from './server-tls-settings';
import { VirtualService } from './virtual-service';

function shop(namespace: string | undefined = 'bookinfo'): Chart {
  return new Chart(new App(), 'shop', { namespace });
}

function web(number = 80, name?: string, hosts = ['*']): Server {
  return Server.http({ port: { number, name }, hosts });
}

function secure(name: string, hosts: string[], bind?: string): Server {
  return Server.https({ port: { number: 443, name }, hosts, bind, tls: ServerTlsSettings.simple(ServerCredential.secret('cert')) });
}

test('is a Gateway of networking.istio.io/v1 with the metadata that was given', () => {
  const chart = shop();
  const gateway = new Gateway(chart, 'gw', {
    metadata: { name: 'front', labels: { team: 'a' } },
    selector: { istio: 'ingressgateway' },
    servers: [web()],
  });
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'front', namespace: 'bookinfo', labels: { team: 'a' } },
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [{ port: { number: 80, protocol: 'HTTP', name: 'http-80' }, hosts: ['*'] }],
      },
    },
  ]);
  expect(gateway.gatewayName).toBe('front');
  expect(gateway.gatewayNamespace).toBe('bookinfo');
});

test('without selector it is for every gateway of the mesh', () => {
  const chart = shop();
  new Gateway(chart, 'gw', { servers: [web()] });
  expect(Testing.synth(chart)[0].spec.selector).toBeUndefined();
});

test('ApiObject.of(gateway).addJsonPatch works', () => {
  const chart = shop();
  const gateway = new Gateway(chart, 'gw', { servers: [web()] });
  ApiObject.of(gateway).addJsonPatch(JsonPatch.add('/spec/servers/0/defaultEndpoint', '127.0.0.1:80'));
  expect(Testing.synth(chart)[0].spec.servers[0].defaultEndpoint).toBe('127.0.0.1:80');
});

test('servers may be added later; addServer returns what it added', () => {
  const chart = shop();
  const gateway = new Gateway(chart, 'gw');
  const server = web();
  expect(gateway.addServer(server)).toBe(server);
  gateway.addServer(web(8080));
  expect(Testing.synth(chart)[0].spec.servers.map(({ port }: any) => port.number)).toEqual([80, 8080]);
});

test('a Gateway without servers fails at synth', () => {
  const chart = shop();
  new Gateway(chart, 'gw', { servers: [] });
  expect(() => Testing.synth(chart)).toThrow('[shop/gw] spec.servers: has no server; add one with addServer');
});

test('later changes to what was given change nothing', () => {
  const chart = shop();
  const selector: Record<string, string> = { istio: 'ingress' };
  const hosts = ['a.com'];
  const port = { number: 80, name: 'web' };
  const servers = [Server.http({ port, hosts })];
  const gateway = new Gateway(chart, 'gw', { selector, servers });
  selector.istio = 'egress';
  hosts.push('b.com');
  port.number = 81;
  servers.push(web(8080));
  expect(gateway.toJson().spec).toEqual({
    selector: { istio: 'ingress' },
    servers: [{ port: { number: 80, name: 'web', protocol: 'HTTP' }, hosts: ['a.com'] }],
  });
});

describe('a name must be one that routes can use', () => {
  test.each([
    ['a.b', '"a.b" is not a valid Gateway\'s name; use up to 63 letters, digits and dashes, with a letter or digit at both ends'],
    ['A', '"A" is not a name that Kubernetes takes; use lower-case letters, digits, "-" and "."'],
  ])('%s is refused', (name, reason) => {
    expect(() => new Gateway(shop(), 'gw', { metadata: { name } })).toThrow(
      expect.objectContaining({ name: 'InvalidConfigError', message: `shop/gw: metadata.name: ${reason}` }),
    );
  });

  test('a name of more than 63 characters is refused', () => {
    expect(() => new Gateway(shop(), 'gw', { metadata: { name: 'a'.repeat(64) } })).toThrow("is not a valid Gateway's name");
  });

  test('mesh is refused where no namespace tells it from the sidecars', () => {
    expect(() => new Gateway(new Chart(new App(), 'shop'), 'gw', { metadata: { name: 'mesh' } })).toThrow(
      'shop/gw: metadata.name: "mesh" is the word that routes use for all sidecars; rename it, or give it a namespace',
    );
    const chart = shop();
    const gateway = new Gateway(chart, 'gw', { metadata: { name: 'mesh' }, servers: [web()] });
    const routes = new VirtualService(chart, 'routes', { hosts: ['*'], gateways: [gateway] });
    expect(routes.toJson().spec.gateways).toEqual(['bookinfo/mesh']);
    expect(new VirtualService(chart, 'more', { hosts: ['a'], gateways: [GatewayRef.MESH] }).toJson().spec.gateways).toEqual(['mesh']);
  });
});

describe('two servers of one Gateway', () => {
  const names = (name: string, index: number) =>
    `shop/gw: spec.servers[${index}].port.name: "${name}" names a port of this Gateway already; give the port another name`;
  const serves = (host: string, port: number) =>
    `shop/gw: spec.servers[1].hosts: "${host}" is served at port ${port} already; put all that concerns it into one server`;

  test.each<[string, Server[], string]>([
    ['the same port name', [web(80, 'web'), web(8080, 'web', ['a.com'])], names('web', 1)],
    ['the same default port name', [web(80, undefined, ['a.com']), web(80, undefined, ['b.com'])], names('http-80', 1)],
    ['the same host at the same port', [web(80, 'a'), web(80, 'b')], serves('*', 80)],
    ['one of several hosts', [web(80, 'a', ['x.com', 'y.com']), web(80, 'b', ['z.com', 'y.com'])], serves('y.com', 80)],
    ['the same host for all namespaces', [web(80, 'a', ['*/x.com']), web(80, 'b', ['x.com'])], serves('x.com', 80)],
    [
      'the same host of TLS in different namespaces, which the SNI does not tell',
      [secure('a', ['shop/x.com']), secure('b', ['./x.com'])],
      serves('./x.com', 443),
    ],
    ['the same host at the same address', [secure('a', ['x.com'], '10.0.0.1'), secure('b', ['x.com'], '10.0.0.1')], serves('x.com', 443)],
  ])('must not have %s', (_, servers, complaint) => {
    expect(() => new Gateway(shop(), 'gw', { servers })).toThrow(
      expect.objectContaining({ name: 'InvalidConfigError', message: complaint }),
    );
  });

  test.each<[string, Server[]]>([
    ['the same host at different ports', [web(80), web(8080)]],
    ['different hosts at the same port', [secure('a', ['x.com']), secure('b', ['*.y.com'])]],
    ['the same host at different addresses', [secure('a', ['x.com'], '10.0.0.1'), secure('b', ['x.com'], '10.0.0.2')]],
    ['the same host of HTTP in different namespaces', [web(80, 'a', ['shop/x.com']), web(80, 'b', ['front/x.com'])]],
    [
      'different protocols',
      [web(80, 'a', ['x.com']), Server.http({ port: { number: 80 }, protocol: HttpServerProtocol.HTTP2, hosts: ['y.com'] })],
    ],
  ])('may have %s', (_, servers) => {
    const chart = shop();
    new Gateway(chart, 'gw', { servers });
    expect(Testing.synth(chart)[0].spec.servers).toHaveLength(2);
  });

  test('a server that is refused leaves nothing behind', () => {
    const chart = shop();
    const gateway = new Gateway(chart, 'gw', { servers: [web()] });
    expect(() => gateway.addServer(web())).toThrow();
    expect(Testing.synth(chart)[0].spec.servers).toHaveLength(1);
  });
});

test.each<[unknown, string]>([
  [
    { selector: { 'a b': 'c' } },
    'spec.selector[a b]: "a b" is not a label key; use "name" or "prefix/name" of letters, digits, "-", "_" and "."',
  ],
  [{ selector: 'istio' }, 'spec.selector: "istio" is not a map; write it as { name: value }'],
  [
    { servers: [null] },
    'spec.servers[0]: null was not made by Server; use a factory of it, e.g. Server.http({ port: { number: 80 }, hosts: ["*"] })',
  ],
  [{ servers: web() }, 'spec.servers: {"props":{"port":{"number":80},"hosts":["*"]}} is not a list; put it into brackets: [...]'],
  [{ server: web() }, 'spec.server: {"props":{"port":{"number":80},"hosts":["*"]}} is not a field of GatewayProps; remove it'],
  [
    { metadata: { annotations: { 'internal.istio.io/parents': 'a' } } },
    'metadata.annotations[internal.istio.io/parents]: "a" is refused by istiod on this kind; remove it',
  ],
  [null, 'spec: null is not an object; give one with the fields of GatewayProps'],
])('%j is refused', (props, complaint) => {
  expect(() => new Gateway(shop(), 'gw', props as GatewayProps)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', constructPath: 'shop/gw', message: `shop/gw: ${complaint}` }),
  );
});
