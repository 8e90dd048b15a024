import { Duration, Testing } from 'cdk8s';
import { ConnectionPool, H2UpgradePolicy } from './connection-pool';
import { DestinationRule } from './destination-rule';

const AT = 'test/rule: spec.trafficPolicy.connectionPool';

function render(connectionPool: ConnectionPool): unknown {
  const chart = Testing.chart();
  new DestinationRule(chart, 'rule', { host: 'reviews', trafficPolicy: { connectionPool } });
  return Testing.synth(chart)[0].spec.trafficPolicy.connectionPool;
}

test('renders every limit', () => {
  expect(
    render({
      tcp: {
        maxConnections: 100,
        connectTimeout: Duration.millis(30),
        tcpKeepalive: { probes: 9, time: Duration.hours(2), interval: Duration.seconds(75) },
        maxConnectionDuration: Duration.days(1),
        idleTimeout: Duration.minutes(10),
      },
      http: {
        http1MaxPendingRequests: 1,
        http2MaxRequests: 1000,
        maxRequestsPerConnection: 10,
        maxRetries: 3,
        idleTimeout: Duration.seconds(90),
        h2UpgradePolicy: H2UpgradePolicy.UPGRADE,
        useClientProtocol: false,
        maxConcurrentStreams: 2 ** 31 - 1,
      },
    }),
  ).toEqual({
    tcp: {
      maxConnections: 100,
      connectTimeout: '30ms',
      tcpKeepalive: { probes: 9, time: '2h', interval: '75s' },
      maxConnectionDuration: '24h',
      idleTimeout: '10m',
    },
    http: {
      http1MaxPendingRequests: 1,
      http2MaxRequests: 1000,
      maxRequestsPerConnection: 10,
      maxRetries: 3,
      idleTimeout: '90s',
      h2UpgradePolicy: 'UPGRADE',
      useClientProtocol: false,
      maxConcurrentStreams: 2147483647,
    },
  });
});

test('an empty keepalive stays in the manifest, since it switches probes on', () => {
  expect(render({ tcp: { tcpKeepalive: {} } })).toEqual({ tcp: { tcpKeepalive: {} } });
});

test('a TCP idle timeout of 0 means never', () => {
  expect(render({ tcp: { idleTimeout: Duration.seconds(0) } })).toEqual({ tcp: { idleTimeout: '0s' } });
});

test('useClientProtocol goes with every policy but UPGRADE', () => {
  const http = (h2UpgradePolicy: H2UpgradePolicy) => render({ http: { h2UpgradePolicy, useClientProtocol: true } });
  expect(http(H2UpgradePolicy.DEFAULT)).toEqual({ http: { h2UpgradePolicy: 'DEFAULT', useClientProtocol: true } });
  expect(http(H2UpgradePolicy.DO_NOT_UPGRADE)).toEqual({ http: { h2UpgradePolicy: 'DO_NOT_UPGRADE', useClientProtocol: true } });
  expect(() => http(H2UpgradePolicy.UPGRADE)).toThrow(
    `${AT}.http.h2UpgradePolicy: "UPGRADE" contradicts useClientProtocol, which keeps HTTP/1.1; remove one of the two`,
  );
});

const millis = Duration.millis(1500);

test.each<[ConnectionPool, string]>([
  [{}, ': {} says nothing, which Istio refuses; set tcp or http, or leave the pool out'],
  [{ udp: {} } as ConnectionPool, '.udp: {} is not a field of ConnectionPool; remove it'],
  [{ tcp: { maxConnections: -1 } }, '.tcp.maxConnections: -1 is out of range; give a whole number from 0 to 2147483647'],
  [{ tcp: { maxConnections: 2 ** 31 } }, '.tcp.maxConnections: 2147483648 is out of range'],
  [{ tcp: { connectTimeout: Duration.millis(0) } }, '.tcp.connectTimeout: "0ms" is not a duration that Istio takes'],
  [{ tcp: { connectTimeout: '10s' as never } }, '.tcp.connectTimeout: "10s" is not a duration'],
  [{ tcp: { maxConnectionDuration: Duration.seconds(0) } }, '.tcp.maxConnectionDuration: "0ms" is not a duration that Istio takes'],
  [{ tcp: { tcpKeepalive: { probes: 2 ** 32 } } }, '.tcp.tcpKeepalive.probes: 4294967296 is out of range'],
  [{ tcp: { tcpKeepalive: { time: millis } } }, '.tcp.tcpKeepalive.time: "1500ms" is not a whole number of seconds'],
  [{ tcp: { tcpKeepalive: { interval: millis } } }, '.tcp.tcpKeepalive.interval: "1500ms" is not a whole number of seconds'],
  [{ http: { http1MaxPendingRequests: 0.5 } }, '.http.http1MaxPendingRequests: 0.5 is out of range'],
  [{ http: { useClientProtocol: 1 as never } }, '.http.useClientProtocol: 1 is not a boolean'],
  [{ tcp: null as never }, '.tcp: null is not an object; give one with the fields of TcpConnectionPool'],
  [{ http: { http2MaxRequests: -1 } }, '.http.http2MaxRequests: -1 is out of range'],
  [{ http: { maxRequestsPerConnection: -1 } }, '.http.maxRequestsPerConnection: -1 is out of range'],
  [{ http: { maxRetries: -1 } }, '.http.maxRetries: -1 is out of range'],
  [{ http: { maxConcurrentStreams: -1 } }, '.http.maxConcurrentStreams: -1 is out of range'],
  [{ http: { idleTimeout: Duration.seconds(0) } }, '.http.idleTimeout: "0ms" is not a duration that Istio takes'],
  [
    { http: { h2UpgradePolicy: 'NEVER' as never } },
    '.http.h2UpgradePolicy: "NEVER" is not a policy; use one of DEFAULT, DO_NOT_UPGRADE, UPGRADE',
  ],
])('refuses %j', (pool, message) => {
  expect(() => render(pool)).toThrow(`${AT}${message}`);
});
