import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  DelegateRef,
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

const specimens: Record<string, [new (chart: Chart, id: string, props: any) => unknown, unknown]> = {
  VirtualService: [
    VirtualService,
    {
      hosts: ['reviews.com', service],
      gateways,
      http: [
        made(HttpRoute.to, [destination, subset, foreignSubset], options),
        made(HttpRoute.to, [made(Destination.host, 'a.com')], {
          rewrite: made(HttpRewrite.uriRegex, 'a', 'b', 'a.com'),
          fault: { abort: made(FaultAbort.grpc, 'OK') },
        }),
        made(HttpRoute.to, [made(ServiceRef.from, { name: 'a', metadata: { namespace: 'b' }, ports })], {
          rewrite: made(HttpRewrite.authority, 'a.com'),
        }),
        made(
          HttpRoute.redirect,
          { uri: '/', authority: 'a', scheme: 'https', port: made(RedirectPort.of, 443), redirectCode: 302 },
          { name: 'a' },
        ),
        made(HttpRoute.respond, { status: 200, body: made(HttpBody.text, 'a') }, { headers }),
        made(HttpRoute.respond, { status: 200, body: made(HttpBody.base64, 'AAAA') }),
        made(HttpRoute.delegate, made(DelegateRef.named, 'team/a'), options),
        made(HttpRoute.delegate, { delegateName: 'a', delegateNamespace: 'b' }),
      ],
      tls: [made(TlsRoute.to, l4Destinations, { match: [{ sniHosts: ['reviews.com'], ...l4 }] })],
      tcp: [made(TcpRoute.to, l4Destinations, { match: [l4] })],
      exportTo: ['.'],
    },
  ],
  delegate: [
    class {
      public constructor(chart: Chart, id: string, props: any) {
        VirtualService.delegate(chart, id, props);
      }
    },
    { http: [made(HttpRoute.to, [destination], options)], exportTo: ['*'] },
  ],
  Gateway: [
    Gateway,
    {
      selector: { istio: 'ingressgateway' },
      servers: [
        made(Server.http, {
          port: { number: 80, name: 'web' },
          hosts: ['*'],
          protocol: HttpServerProtocol.HTTP2,
          httpsRedirect: true,
          bind: '10.0.0.1',
          name: 'web',
        }),
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
        made(Server.https, {
          port: { number: 444 },
          hosts: ['*'],
          tls: made(ServerTlsSettings.simple, made(ServerCredential.secrets, ['a', 'b'])),
        }),
        made(Server.tls, {
          port: { number: 445 },
          hosts: ['*'],
          tls: made(
            ServerTlsSettings.optionalMutual,
            made(ServerCredential.files, { serverCertificate: '/a', privateKey: '/b' }, { caCertificates: '/c', caCrl: '/d' }),
            { subjectAltNames: ['a'] },
          ),
        }),
        made(Server.tls, {
          port: { number: 446 },
          hosts: ['*'],
          tls: made(ServerTlsSettings.simple, made(ServerCredential.certificates, [{ serverCertificate: '/a', privateKey: '/b' }])),
        }),
        made(Server.tls, {
          port: { number: 447 },
          hosts: ['*'],
          tls: made(ServerTlsSettings.istioMutual, { subjectAltNames: ['a'], caCrl: '/a' }),
        }),
        made(Server.tcp, { port: { number: 90 }, hosts: ['*'] }),
      ],
    },
  ],
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
  'a Date': new Date(0),
  'a map with __proto__': { ['__proto__']: 'a', a: 'b' },
};

/** Values that are right in some fields. */
const ODD: Record<string, unknown> = {
  'an empty text': '',
  'a text': '__proto__',
  '0': 0,
  '-1': -1,
  true: true,
  'an empty object': {},
  'an empty list': [],
  'a list of null': [null],
  // eslint-disable-next-line no-sparse-arrays -- a hole, not undefined
  'a list with a hole': [, 'a'],
  undefined: undefined,
};

/** What becomes of a specimen with a foreign value: its manifest, or the error. */
function outcome(specimen: (typeof specimens)[string], path: Path, foreign: unknown): Error | undefined {
  const [Construct, recipe] = specimen;
  try {
    const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
    new Construct(chart, 'x', evaluate(recipe, path, foreign));
    JSON.stringify(Testing.synth(chart));
  } catch (error) {
    return error as Error;
  }
  return undefined;
}

// The ports of a service are only there to hold routes against; what is not known is not asked.
const HARMLESS = /(^|,)ports(,|$)/;

describe.each(Object.entries(specimens))('in a %s', (_, specimen) => {
  const paths = pathsOf(specimen[1]);

  test('the specimen itself is right', () => {
    expect(outcome(specimen, ['nowhere'], undefined)).toBeUndefined();
  });

  test.each(Object.entries(FOREIGN))('%s is refused wherever it stands, by an InvalidConfigError', (_, foreign) => {
    const others = paths
      .filter((path) => !HARMLESS.test(path.join()))
      .map((path) => ({ at: path.join('.'), error: outcome(specimen, path, foreign) }))
      .filter(({ error }) => error?.name !== 'InvalidConfigError');
    expect(others).toEqual([]);
  });

  test.each(Object.entries(ODD))('%s is taken or refused, by an InvalidConfigError or at synth', (_, odd) => {
    const others = paths
      .map((path) => ({ at: path.join('.'), error: outcome(specimen, path, odd) }))
      .filter(({ error }) => error && error.name !== 'InvalidConfigError' && !error.message.startsWith('Validation failed'));
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
