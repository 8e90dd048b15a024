import { ApiObject, App, Chart, Duration } from 'cdk8s';
import {
  DelegateRef,
  DelegateVirtualService,
  Destination,
  FaultAbort,
  Gateway,
  GatewayRef,
  HttpBody,
  HttpRewrite,
  HttpRoute,
  HttpServerProtocol,
  RedirectPort,
  Server,
  ServerCredential,
  ServerTlsSettings,
  ServiceRef,
  StringMatch,
  TcpRoute,
  TlsProtocolVersion,
  TlsRoute,
  UnmatchedPreflights,
  VirtualService,
} from '.';

/**
 * What a JavaScript user can get wrong, everywhere: each value of some big specimens is replaced by each of
 * a set of foreign ones. Either the construct makes sense of it, or it says so as an InvalidConfigError; an
 * error from inside would name neither the construct nor the field.
 */

/** A factory with its arguments, so that these can be replaced, too. */
class Made {
  public constructor(
    public readonly make: (...args: any[]) => unknown,
    public readonly args: unknown[],
  ) {}
}

function made(make: (...args: any[]) => unknown, ...args: unknown[]): Made {
  return new Made(make, args);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);
}

type Path = (string | number)[];

/** The paths of all values in a specimen. */
function pathsOf(value: unknown): Path[] {
  const inner = value instanceof Made ? value.args : isPlain(value) ? value : {};
  return [[], ...Object.entries(inner).flatMap(([key, part]) => pathsOf(part).map((path) => [key, ...path]))];
}

/** The specimen with all factories called, and another value at a path. */
function evaluate(value: unknown, path: Path | undefined, foreign: unknown): any {
  if (path?.length === 0) return foreign;
  const part = ([key, inner]: [string, unknown]): [string, unknown] => [
    key,
    evaluate(inner, path?.[0] === key ? path.slice(1) : undefined, foreign),
  ];
  if (value instanceof Made) return value.make(...Object.entries(value.args).map((entry) => part(entry)[1]));
  if (Array.isArray(value)) return Object.entries(value).map((entry) => part(entry)[1]);
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(part)) : value;
}

const headers = {
  request: { set: { 'x-a': 'a', host: 'a.com' }, add: { 'x-b': 'b' }, remove: ['x-c'] },
  response: { set: { 'x-a': 'a' }, add: { 'x-b': 'b' }, remove: ['x-c'] },
};
const ports = [{ port: 80, name: 'http' }];
const service = made(ServiceRef.of, { name: 'ratings', namespace: 'other', ports });
const destination = made(
  (of: any, port: any, weight: any, headers: any) => Destination.of(of).port(port).weight(weight).headers(headers),
  service,
  80,
  1,
  headers,
);
const subset = { name: 'v1', ports, target: { host: service, subset: 'v1', weight: 2, port: 80 } };
const foreignSubset = { name: 'v2', ports: [], target: { host: 'reviews', hostNamespace: 'other', subset: 'v2', weight: 1 } };
const gateways = [GatewayRef.MESH, made(GatewayRef.named, 'edge/gw'), { gatewayName: 'gw', gatewayNamespace: 'edge' }];
const options = {
  name: 'main',
  match: [
    {
      name: 'a',
      uri: made(StringMatch.prefix, '/'),
      ignoreUriCase: true,
      scheme: made(StringMatch.exact, 'http'),
      method: made(StringMatch.regex, 'GET'),
      authority: made(StringMatch.exact, 'a'),
      headers: { 'x-a': made(StringMatch.exact, 'a'), 'x-b': StringMatch.present() },
      withoutHeaders: { 'x-c': made(StringMatch.prefix, 'a') },
      queryParams: { q: made(StringMatch.exact, 'a') },
      port: 80,
      sourceLabels: { app: 'a' },
      sourceNamespace: 'front',
      gateways,
      statPrefix: 'a',
    },
  ],
  headers: { response: headers.response },
  rewrite: made(HttpRewrite.uri, '/', 'a.com'),
  timeout: Duration.seconds(1),
  retries: {
    attempts: 1,
    perTryTimeout: Duration.seconds(1),
    retryOn: ['503'],
    backoff: Duration.seconds(1),
    retryRemoteLocalities: true,
    retryIgnorePreviousHosts: false,
  },
  fault: { delay: { fixedDelay: Duration.seconds(1), percentage: 5 }, abort: made(FaultAbort.http, 500, 5) },
  mirrors: [{ destination: { ...subset, target: { host: 'a.com' } }, percentage: 5 }],
  corsPolicy: {
    allowOrigins: [made(StringMatch.exact, 'https://a.com')],
    allowMethods: ['GET'],
    allowHeaders: ['x-a'],
    exposeHeaders: ['x-a'],
    maxAge: Duration.hours(1),
    allowCredentials: true,
    unmatchedPreflights: UnmatchedPreflights.IGNORE,
  },
};
const l4 = { destinationSubnets: ['10.0.0.0/8'], port: 80, sourceLabels: { app: 'a' }, sourceNamespace: 'front', gateways };
const l4Destinations = [made((host: any, weight: any) => Destination.host(host).weight(weight), 'a.com', 1), subset];

type Specimen = [new (chart: Chart, id: string, props: any) => ApiObject, unknown];

function routing(rules: object): Specimen {
  return [VirtualService, { hosts: ['reviews.com', service], gateways, exportTo: ['.'], ...rules }];
}

function serving(server: Made): Specimen {
  return [Gateway, { selector: { istio: 'ingressgateway' }, servers: [server] }];
}

const specimens: Record<string, Specimen> = {
  'a route': routing({ http: [made(HttpRoute.to, [destination, subset, foreignSubset], options)] }),
  'a route with a rewritten path': routing({
    http: [
      made(HttpRoute.to, [made(Destination.host, 'a.com')], {
        rewrite: made(HttpRewrite.uriRegex, 'a', 'b', 'a.com'),
        fault: { abort: made(FaultAbort.grpc, 'OK') },
      }),
    ],
  }),
  'a route to a service': routing({
    http: [
      made(HttpRoute.to, [made(ServiceRef.from, { name: 'a', metadata: { namespace: 'b' }, ports })], {
        rewrite: made(HttpRewrite.authority, 'a.com'),
      }),
    ],
  }),
  'a redirect': routing({
    http: [
      made(
        HttpRoute.redirect,
        { uri: '/', authority: 'a', scheme: 'https', port: made(RedirectPort.of, 443), redirectCode: 302 },
        { name: 'a' },
      ),
    ],
  }),
  'a direct response': routing({ http: [made(HttpRoute.respond, { status: 200, body: made(HttpBody.text, 'a') }, { headers })] }),
  'a direct response of bytes': routing({ http: [made(HttpRoute.respond, { status: 200, body: made(HttpBody.base64, 'AAAA') })] }),
  'a rule that delegates': routing({
    http: [made(HttpRoute.delegate, made(DelegateRef.named, 'team/a'), { timeout: Duration.seconds(1) })],
  }),
  'a rule that delegates to an object': routing({ http: [made(HttpRoute.delegate, { delegateName: 'a', delegateNamespace: 'b' })] }),
  'a TLS route': routing({ tls: [made(TlsRoute.to, l4Destinations, { match: [{ sniHosts: ['reviews.com'], ...l4 }] })] }),
  'a TCP route': routing({ tcp: [made(TcpRoute.to, l4Destinations, { match: [l4] })] }),
  'a delegate': [DelegateVirtualService, { http: [made(HttpRoute.to, [destination], { timeout: Duration.seconds(1) })], exportTo: ['*'] }],
  'an HTTP server': serving(
    made(Server.http, {
      port: { number: 80, name: 'web' },
      hosts: ['*'],
      protocol: HttpServerProtocol.HTTP2,
      httpsRedirect: true,
      bind: '10.0.0.1',
      name: 'web',
    }),
  ),
  'a server with mutual TLS from a Secret': serving(
    made(Server.https, {
      port: { number: 443 },
      hosts: ['shop/a.com'],
      tls: made(ServerTlsSettings.mutual, made(ServerCredential.secret, 'cert', { caCertCredentialName: 'ca' }), {
        minProtocolVersion: TlsProtocolVersion.TLSV1_2,
        maxProtocolVersion: TlsProtocolVersion.TLSV1_3,
        cipherSuites: ['AES128-SHA'],
        subjectAltNames: ['a'],
        verifyCertificateSpki: ['a'],
        verifyCertificateHash: ['a'],
      }),
    }),
  ),
  'a server with TLS from Secrets': serving(
    made(Server.https, {
      port: { number: 444 },
      hosts: ['*'],
      tls: made(ServerTlsSettings.simple, made(ServerCredential.secrets, ['a', 'b'])),
    }),
  ),
  'a server with mutual TLS from files': serving(
    made(Server.tls, {
      port: { number: 445 },
      hosts: ['*'],
      tls: made(
        ServerTlsSettings.optionalMutual,
        made(ServerCredential.files, { serverCertificate: '/a', privateKey: '/b' }, { caCertificates: '/c', caCrl: '/d' }),
        { subjectAltNames: ['a'] },
      ),
    }),
  ),
  'a server with TLS from pairs of files': serving(
    made(Server.tls, {
      port: { number: 446 },
      hosts: ['*'],
      tls: made(ServerTlsSettings.simple, made(ServerCredential.certificates, [{ serverCertificate: '/a', privateKey: '/b' }])),
    }),
  ),
  "a server with the mesh's TLS": serving(
    made(Server.tls, {
      port: { number: 447 },
      hosts: ['*'],
      tls: made(ServerTlsSettings.istioMutual, { subjectAltNames: ['a'], caCrl: '/a' }),
    }),
  ),
  'a TCP server': serving(made(Server.tcp, { port: { number: 90 }, hosts: ['*'] })),
};

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;
const cyclicList: unknown[] = [Symbol('s')];
cyclicList.push(cyclicList);

/** Values of which no field can make sense. */
const FOREIGN: Record<string, unknown> = {
  null: null,
  'a symbol': Symbol('s'),
  'a bigint': 5n,
  'a function': () => 'a',
  NaN: NaN,
  'an object that holds itself': cyclic,
  'a list that holds itself': cyclicList,
  'an object without prototype': Object.assign(Object.create(null), { toString: null, b: 5n }),
  'a map with __proto__': { ['__proto__']: 'a', a: 'b' },
};

/** Values that are right in some fields. */
const ODD: Record<string, unknown> = {
  'an empty text': '',
  'a text': '__proto__',
  '-1': -1,
  true: true,
  'an empty object': {},
  'an empty list': [],
  'a list of null': [null],
  'a list with a hole': [, 'a'],
  undefined: undefined,
};

const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
let constructs = 0;

/** What becomes of a specimen with a foreign value: nothing, or the error. */
function outcome([Construct, recipe]: Specimen, path: Path, foreign: unknown): Error | undefined {
  try {
    const construct = new Construct(chart, `x${++constructs}`, evaluate(recipe, path, foreign));
    construct.node.validate();
    JSON.stringify(construct.toJson());
  } catch (error) {
    return error as Error;
  }
  return undefined;
}

// What a route is held against and told by, not what is written.
const HARMLESS = /(^|,)ports(,|$)|(destination|\d),name$|,metadata$/;

describe.each(Object.entries(specimens))('in %s', (_, specimen) => {
  const paths = pathsOf(specimen[1]);

  test('there is nothing wrong at first', () => {
    expect(outcome(specimen, ['nowhere'], undefined)).toBeUndefined();
  });

  test('values of which no field makes sense are refused wherever they stand, by an InvalidConfigError', () => {
    const others = paths
      .filter((path) => !HARMLESS.test(path.join()))
      .flatMap((path) =>
        Object.entries(FOREIGN).map(([what, value]) => ({ what, at: path.join('.'), error: outcome(specimen, path, value) })),
      )
      .filter(({ error }) => error?.name !== 'InvalidConfigError');
    expect(others).toEqual([]);
  });

  test('values that are odd are taken, or refused by an InvalidConfigError', () => {
    const others = paths
      .flatMap((path) => Object.entries(ODD).map(([what, value]) => ({ what, at: path.join('.'), error: outcome(specimen, path, value) })))
      .filter(({ error }) => error && error.name !== 'InvalidConfigError');
    expect(others).toEqual([]);
  });
});

test.each([
  ['headers that are matched', (map: any) => HttpRoute.to([Destination.host('a')], { match: [{ headers: map }] }), 'match[0].headers'],
  [
    'headers that must not fit',
    (map: any) => HttpRoute.to([Destination.host('a')], { match: [{ withoutHeaders: map }] }),
    'match[0].withoutHeaders',
  ],
  ['query parameters', (map: any) => HttpRoute.to([Destination.host('a')], { match: [{ queryParams: map }] }), 'match[0].queryParams'],
  ['labels', (map: any) => HttpRoute.to([Destination.host('a')], { match: [{ sourceLabels: map }] }), 'match[0].sourceLabels'],
  [
    'headers that are set',
    (map: any) => HttpRoute.to([Destination.host('a')], { headers: { request: { set: map } } }),
    'headers.request.set',
  ],
])('__proto__ and constructor are refused among %s, for cdk8s would lose or stumble over them', (_, route, field) => {
  for (const name of ['__proto__', 'constructor']) {
    const routes = new VirtualService(new Chart(new App(), 'shop'), 'routes', { hosts: ['reviews'] });
    expect(() => routes.addHttpRoute(route({ [name]: StringMatch.exact('a') }))).toThrow(
      `shop/routes: spec.http[0].${field}.${name}: "${name}" is a name that cdk8s cannot write; rename it`,
    );
  }
});
