import { App, Chart, Duration } from 'cdk8s';
import {
  ClientTlsSettings,
  ConsistentHash,
  Destination,
  DestinationRule,
  FaultAbort,
  Gateway,
  HashAlgorithm,
  HttpBody,
  HttpMatch,
  HttpRewrite,
  HttpRoute,
  HttpRouteOptions,
  LoadBalancer,
  LocalityLbSetting,
  RedirectPort,
  Server,
  ServerCredential,
  ServerTlsSettings,
  ServiceRef,
  StringMatch,
  TcpRoute,
  TlsRoute,
  TrafficPolicy,
  TunnelProtocol,
  VirtualService,
} from '..';

/** What is left out of a struct is left out of the spec, not there as `undefined`, for which cdk8s would look up its resolvers. */

const text = StringMatch.exact('a');
const to = Destination.of(ServiceRef.of({ name: 'reviews' }));

const policies: TrafficPolicy[] = [
  { loadBalancer: LoadBalancer.leastRequest() },
  { loadBalancer: LoadBalancer.leastRequest({ warmup: { duration: Duration.seconds(1) } }) },
  { loadBalancer: LoadBalancer.roundRobin({ localityLbSetting: LocalityLbSetting.failover([{ from: 'a', to: 'b' }]) }) },
  { loadBalancer: LoadBalancer.consistentHash(ConsistentHash.httpHeader('x', HashAlgorithm.ringHash())) },
  { loadBalancer: LoadBalancer.consistentHash(ConsistentHash.httpCookie({ name: 'a', attributes: [{ name: 'b' }] })) },
  { connectionPool: { tcp: { tcpKeepalive: { probes: 1 } } } },
  { connectionPool: { http: { maxRetries: 1 } } },
  { outlierDetection: { consecutive5xxErrors: 1 } },
  { tls: ClientTlsSettings.simple() },
  { tls: ClientTlsSettings.mutual({ clientCertificate: '/a', privateKey: '/b' }) },
  { tunnel: { targetHost: 'a.b', targetPort: 1 } },
  { tunnel: { protocol: TunnelProtocol.POST, targetHost: 'a.b', targetPort: 1 } },
  { retryBudget: { percent: 1 } },
  { portLevelSettings: [{ port: 1, outlierDetection: { interval: Duration.seconds(1) } }] },
];

const options: HttpRouteOptions[] = [
  {},
  { name: 'a' },
  { headers: { request: { set: { a: 'b' } } } },
  { rewrite: HttpRewrite.uri('/a') },
  { retries: { attempts: 1 } },
  { fault: { abort: FaultAbort.http(500) } },
  { fault: { delay: { fixedDelay: Duration.seconds(1) } } },
  { mirrors: [{ destination: to }] },
  { mirrors: [{ destination: to }, { destination: to.port(1) }] },
  { corsPolicy: { allowOrigins: [text] } },
];

const matches: HttpMatch[] = [{}, { uri: text }, { headers: { a: text } }, { port: 1 }];

function withSubset(rule: DestinationRule): DestinationRule {
  rule.addSubset('v1');
  return rule;
}

function specs(): unknown[] {
  const chart = new Chart(new App(), 'shop');
  const made = [
    ...policies.map((trafficPolicy, i) => new DestinationRule(chart, `policy-${i}`, { host: 'a', trafficPolicy })),
    ...options.map((option, i) => new VirtualService(chart, `route-${i}`, { hosts: ['a'], http: [HttpRoute.to([to], option)] })),
    ...matches.map((match, i) => new VirtualService(chart, `match-${i}`, { hosts: ['a'], http: [HttpRoute.to([to], { match: [match] })] })),
    new VirtualService(chart, 'others', {
      hosts: ['a'],
      http: [
        HttpRoute.redirect({ uri: '/' }),
        HttpRoute.redirect({ port: RedirectPort.of(1) }),
        HttpRoute.respond({ status: 200 }),
        HttpRoute.respond({ status: 200, body: HttpBody.text('a') }),
      ],
      tls: [TlsRoute.to([to], { match: [{ sniHosts: ['a'] }] })],
      tcp: [TcpRoute.to([to]), TcpRoute.to([to], { match: [{ port: 1 }] })],
    }),
    withSubset(new DestinationRule(chart, 'rule', { host: 'a' })),
    new Gateway(chart, 'gateway', {
      servers: [
        Server.http({ port: { number: 80 }, hosts: ['*'] }),
        Server.tcp({ port: { number: 81 }, hosts: ['*'] }),
        Server.tls({ port: { number: 82 }, hosts: ['*'], tls: ServerTlsSettings.istioMutual() }),
        Server.https({ port: { number: 443 }, hosts: ['*'], tls: ServerTlsSettings.simple(ServerCredential.secret('a')) }),
        Server.https({ port: { number: 444 }, hosts: ['*'], tls: ServerTlsSettings.mutual(ServerCredential.secret('a')) }),
      ],
    }),
  ];
  return made.map((each) => (each as unknown as { spec: unknown }).spec);
}

function undefinedIn(value: unknown, path: string): string[] {
  if (value === undefined) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => undefinedIn(field, `${path}.${key}`));
}

test('there is no undefined in a spec', () => {
  expect(specs().flatMap((spec, index) => undefinedIn(spec, String(index)))).toEqual([]);
});
