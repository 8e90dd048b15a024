import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes subsets and a policy', () => {
  expect(
    problemsOf({
      host: 'reviews',
      trafficPolicy: { loadBalancer: { simple: 'LEAST_REQUEST' } },
      subsets: [{ name: 'v1', labels: { version: 'v1' } }],
    }),
  ).toEqual([]);
});

test('asks for a host, and for subsets with names of their own', () => {
  expect(problemsOf({ subsets: [{ name: 'v1' }, { name: 'v1' }, {}, { name: 'a_b', labels: { 'a b': '-' } }] })).toEqual([
    'IST0106 spec.host: The host "" is empty.',
    'IST0106 spec.subsets.1.name: The subset "v1" is defined twice: rename one.',
    'IST0106 spec.subsets.2.name: The name of the subset is missing: give it.',
    'IST0106 spec.subsets.3.name: "a_b" is not a name for a subset: use at most 63 letters, digits and dashes, with a letter or digit at both ends.',
    'IST0106 spec.subsets.3.labels.a b: "a b" is not a label\'s name: use up to 63 letters, digits, "-", "_" and ".", after a domain and "/" if need be.',
    'IST0106 spec.subsets.3.labels.a b: "-" is not a label\'s value: use letters, digits, "-", "_" and ".", with a letter or digit at both ends.',
  ]);
});

test('asks a policy to say something', () => {
  expect(
    problemsOf({
      host: 'a',
      trafficPolicy: { portLevelSettings: [] },
      subsets: [{ name: 'v', trafficPolicy: { portLevelSettings: [{}] } }],
    }),
  ).toEqual([
    'IST0106 spec.trafficPolicy: The traffic policy is empty: say something in it, or leave it out.',
    'IST0106 spec.subsets.0.trafficPolicy.portLevelSettings.0.port: The port is missing: say for which port the policy is.',
    'IST0106 spec.subsets.0.trafficPolicy.portLevelSettings.0: The policy of the port is empty: say something in it, or leave it out.',
  ]);
});

test('lets a tunnel and the PROXY protocol exclude each other', () => {
  expect(
    problemsOf({ host: 'a', trafficPolicy: { tunnel: { protocol: 'GET', targetHost: 'a_b', targetPort: 0 }, proxyProtocol: {} } }),
  ).toEqual(['IST0106 spec.trafficPolicy: tunnel and proxyProtocol exclude each other: keep one.']);
});

test('asks a tunnel for its target', () => {
  expect(problemsOf({ host: 'a', trafficPolicy: { tunnel: { protocol: 'GET', targetHost: 'a_b', targetPort: 0 } } })).toEqual([
    'IST0106 spec.trafficPolicy.tunnel.protocol: "GET" opens no tunnel: use "CONNECT" or "POST".',
    'IST0106 spec.trafficPolicy.tunnel.targetHost: The target "a_b" has the part "a_b", which no DNS name can have: use letters, digits and dashes, with a letter or digit at both ends.',
    'IST0106 spec.trafficPolicy.tunnel.targetPort: 0 is not a port: use a number from 1 to 65535.',
  ]);
});

test('asks outlier detection for durations and percentages, and warns of its old field', () => {
  expect(
    problemsOf({
      host: 'a',
      trafficPolicy: {
        outlierDetection: { consecutiveErrors: 5, consecutiveLocalOriginFailures: 3, interval: '0s', maxEjectionPercent: 101 },
      },
    }),
  ).toEqual([
    'IST0106 spec.trafficPolicy.outlierDetection.interval: The duration is shorter than a millisecond: use at least "1ms".',
    'IST0133 spec.trafficPolicy.outlierDetection.consecutiveErrors: consecutiveErrors is deprecated: use consecutive5xxErrors or consecutiveGatewayErrors.',
    'IST0106 spec.trafficPolicy.outlierDetection.consecutiveLocalOriginFailures: Local failures are not counted apart: set splitExternalLocalOriginErrors to true, or remove this field.',
    'IST0106 spec.trafficPolicy.outlierDetection.maxEjectionPercent: 101 is not a percentage: use a number from 0 to 100.',
  ]);
});

test('loses the warnings of subsets and ports', () => {
  expect(
    problemsOf({
      host: 'a',
      subsets: [{ name: 'v', trafficPolicy: { outlierDetection: { consecutiveErrors: 5 } } }],
      trafficPolicy: { portLevelSettings: [{ port: { number: 1 }, outlierDetection: { consecutiveErrors: 5 } }] },
    }),
  ).toEqual([]);
});

test('asks a connection pool for limits and durations', () => {
  expect(
    problemsOf({
      host: 'a',
      trafficPolicy: {
        connectionPool: {
          http: { maxRetries: -1, h2UpgradePolicy: 'UPGRADE', useClientProtocol: true, idleTimeout: '0s' },
          tcp: { maxConnections: -1, idleTimeout: '0s', connectTimeout: '0s', tcpKeepalive: { time: '1us' } },
        },
      },
    }),
  ).toEqual([
    'IST0106 spec.trafficPolicy.connectionPool.http.maxRetries: The limit -1 is negative: use 0 or more.',
    'IST0106 spec.trafficPolicy.connectionPool.http.idleTimeout: The duration is shorter than a millisecond: use at least "1ms".',
    "IST0106 spec.trafficPolicy.connectionPool.http.useClientProtocol: UPGRADE always speaks HTTP/2, so the client's protocol cannot be kept: remove one of the two.",
    'IST0106 spec.trafficPolicy.connectionPool.tcp.maxConnections: The limit -1 is negative: use 0 or more.',
    'IST0106 spec.trafficPolicy.connectionPool.tcp.connectTimeout: The duration is shorter than a millisecond: use at least "1ms".',
    'IST0106 spec.trafficPolicy.connectionPool.tcp.tcpKeepalive.time: The duration is shorter than a millisecond: use at least "1ms".',
  ]);
});

test('asks a connection pool to say something', () => {
  expect(problemsOf({ host: 'a', trafficPolicy: { connectionPool: {} } })).toEqual([
    'IST0106 spec.trafficPolicy.connectionPool: The connection pool is empty: give it tcp or http settings, or leave it out.',
  ]);
});

test('asks a cookie for names, and Maglev for a prime', () => {
  expect(
    problemsOf({
      host: 'a',
      trafficPolicy: {
        loadBalancer: {
          consistentHash: { httpCookie: { attributes: [{ name: 'a' }, { name: 'a' }, {}] }, maglev: { tableSize: 9 }, minimumRingSize: 10 },
        },
      },
    }),
  ).toEqual([
    'IST0106 spec.trafficPolicy.loadBalancer.consistentHash.httpCookie.name: The name of the cookie is missing: give it.',
    'IST0106 spec.trafficPolicy.loadBalancer.consistentHash.httpCookie.attributes.1.name: The attribute "a" is listed twice: remove one.',
    'IST0106 spec.trafficPolicy.loadBalancer.consistentHash.httpCookie.attributes.2.name: The name of the attribute is missing: give it.',
    'IST0133 spec.trafficPolicy.loadBalancer.consistentHash.minimumRingSize: minimumRingSize is deprecated here: use ringHash.minimumRingSize.',
    'IST0106 spec.trafficPolicy.loadBalancer.consistentHash.minimumRingSize: minimumRingSize excludes ringHash and maglev: remove it.',
    'IST0106 spec.trafficPolicy.loadBalancer.consistentHash.maglev.tableSize: 9 is no size for a Maglev table: use a prime below 5000011, such as 65537.',
  ]);
});

test('asks warming up for a duration', () => {
  expect(problemsOf({ host: 'a', trafficPolicy: { loadBalancer: { warmup: { minimumPercent: 101, aggression: 0.5 } } } })).toEqual([
    'IST0106 spec.trafficPolicy.loadBalancer.warmup.duration: How long warming up takes is missing: give a duration.',
    'IST0106 spec.trafficPolicy.loadBalancer.warmup.minimumPercent: 101 is not a percentage: use at most 100.',
    'IST0106 spec.trafficPolicy.loadBalancer.warmup.aggression: The aggression 0.5 is below 1: use 1 or more.',
  ]);
});

test('lets distribution and failover exclude each other', () => {
  expect(
    problemsOf({
      host: 'a',
      trafficPolicy: {
        loadBalancer: { localityLbSetting: { distribute: [{ from: 'us', to: { us: 100 } }], failover: [{ from: 'us', to: 'eu' }] } },
      },
    }),
  ).toEqual(['IST0106 spec.trafficPolicy.loadBalancer.localityLbSetting: distribute and failover exclude each other: keep one.']);
});

test('asks a distribution for 100 percent', () => {
  expect(
    problemsOf({ host: 'a', trafficPolicy: { loadBalancer: { localityLbSetting: { distribute: [{ from: 'us', to: { us: 90 } }] } } } }),
  ).toEqual(['IST0106 spec.trafficPolicy.loadBalancer.localityLbSetting.distribute.0.to: The weights sum to 90: let them sum to 100.']);
});

test('asks a distribution for localities that do not overlap, in whatever order', () => {
  expect(
    problemsOf({
      host: 'a',
      trafficPolicy: {
        loadBalancer: {
          localityLbSetting: {
            distribute: [
              { from: 'us', to: { eu: 100 } },
              { from: 'us/a', to: { eu: 100 } },
            ],
          },
        },
      },
    }),
  ).toEqual([
    'IST0106 spec.trafficPolicy.loadBalancer.localityLbSetting.distribute.1.from: The locality "us/a" overlaps with another one of the list: keep one of them.',
  ]);
});

test('asks failover for two regions, and warns without outlier detection', () => {
  expect(
    problemsOf({
      host: 'a',
      trafficPolicy: {
        loadBalancer: {
          localityLbSetting: {
            failover: [
              { from: 'us', to: 'us' },
              { from: 'us/a', to: 'eu*' },
            ],
          },
        },
      },
    }),
  ).toEqual([
    'IST0133 spec.trafficPolicy.loadBalancer.localityLbSetting: Without outlierDetection nobody notices that endpoints fail, and requests stay: add it to the same policy.',
    'IST0106 spec.trafficPolicy.loadBalancer.localityLbSetting.failover.0: Requests from "us" cannot fail over to the same region: name another.',
    'IST0106 spec.trafficPolicy.loadBalancer.localityLbSetting.failover.1: Failover is between regions: name no zone.',
    'IST0106 spec.trafficPolicy.loadBalancer.localityLbSetting.failover.1: Failover is from one region to one other: use no wildcard.',
  ]);
});

test('lets failover and labels of the topology exclude each other', () => {
  expect(
    problemsOf({
      host: 'a',
      trafficPolicy: {
        loadBalancer: { localityLbSetting: { failover: [{ from: 'us', to: 'eu' }], failoverPriority: ['topology.kubernetes.io/zone'] } },
      },
    }),
  ).toEqual([
    'IST0106 spec.trafficPolicy.loadBalancer.localityLbSetting.failoverPriority.0: failover already orders endpoints by their locality: remove it, or this label.',
  ]);
});

test('asks MUTUAL for a certificate, and lets credentialName exclude files', () => {
  expect(
    problemsOf({
      host: 'a',
      trafficPolicy: { tls: { mode: 'MUTUAL' } },
      subsets: [{ name: 'v', trafficPolicy: { tls: { mode: 'SIMPLE', credentialName: 'c', caCertificates: '/a' } } }],
    }),
  ).toEqual([
    'IST0106 spec.trafficPolicy.tls.clientCertificate: MUTUAL needs a certificate: give clientCertificate or credentialName.',
    'IST0106 spec.trafficPolicy.tls.privateKey: MUTUAL needs a private key: give privateKey or credentialName.',
    'IST0106 spec.subsets.0.trafficPolicy.tls.caCertificates: caCertificates and credentialName exclude each other: keep one.',
  ]);
});

test('lets insecureSkipVerify exclude what to verify', () => {
  expect(problemsOf({ host: 'a', trafficPolicy: { tls: { mode: 'SIMPLE', insecureSkipVerify: true, subjectAltNames: ['a'] } } })).toEqual([
    'IST0106 spec.trafficPolicy.tls.subjectAltNames: subjectAltNames says what to verify, and insecureSkipVerify to verify nothing: remove one of the two.',
  ]);
});

test('takes ConfigMaps of the own namespace', () => {
  expect(
    problemsOf({
      host: 'a',
      trafficPolicy: { tls: { mode: 'SIMPLE', credentialName: 'configmap://other/c' } },
      subsets: [
        { name: 'a', trafficPolicy: { tls: { mode: 'SIMPLE', credentialName: 'configmap://c' } } },
        { name: 'b', trafficPolicy: { tls: { mode: 'SIMPLE', credentialName: 'configmap://shop/c' } } },
      ],
    }),
  ).toEqual([
    'IST0106 spec.trafficPolicy.tls.credentialName: The ConfigMap is of the namespace other: use one of shop, as the object is.',
    'IST0106 spec.subsets.0.trafficPolicy.tls.credentialName: "configmap://c" names no ConfigMap: write configmap://shop/NAME.',
  ]);
});

test('lets a rule for some workloads hold in its own namespace only', () => {
  expect(problemsOf({ host: 'a', workloadSelector: { matchLabels: { app: 'a*' } }, exportTo: ['*'] })).toEqual([
    'IST0106 spec.exportTo: With a workloadSelector the rule holds in its own namespace only: use "." alone, or leave exportTo out.',
    'IST0106 spec.workloadSelector.matchLabels.app: A selector has no wildcards: name the label and its value in full.',
  ]);
});
