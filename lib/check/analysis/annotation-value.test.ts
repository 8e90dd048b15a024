import { annotationProblem } from './annotation-value';

const ok = (name: string, value: string) => expect([name, value, annotationProblem(name, value)]).toEqual([name, value, undefined]);
const wrong = (name: string, value: string, problem: string) => expect(annotationProblem(name, value)).toBe(problem);

test('Ports, alone or in a list, or all of them', () => {
  for (const value of ['', '80', ' 80 , 90 ', '0', '65535']) ok('traffic.sidecar.istio.io/excludeInboundPorts', value);
  ok('traffic.sidecar.istio.io/includeInboundPorts', '*');
  wrong('traffic.sidecar.istio.io/excludeInboundPorts', '*', '"*" is no port from 0 to 65535');
  wrong('status.sidecar.istio.io/port', '65536', '"65536" is no port from 0 to 65535');
});

test('Ranges of addresses', () => {
  for (const value of ['', '10.0.0.0/8,192.168.0.1/32', '::/0']) ok('traffic.sidecar.istio.io/excludeOutboundIPRanges', value);
  wrong('traffic.sidecar.istio.io/excludeOutboundIPRanges', '10.0.0.0/33', '"10.0.0.0/33" is no range of addresses like 10.0.0.0/8');
  wrong('traffic.sidecar.istio.io/includeOutboundIPRanges', '10.0.0.0', '"10.0.0.0" is no range of addresses like 10.0.0.0/8');
});

test('Quantities, numbers, truths, modes and interfaces', () => {
  for (const value of ['100m', '1', '.5', '1e3', '128Mi']) ok('sidecar.istio.io/proxyMemory', value);
  wrong('sidecar.istio.io/proxyCPU', '1 m', 'it must be a quantity like 100m or 128Mi');
  ok('readiness.status.sidecar.istio.io/periodSeconds', '4294967295');
  wrong('readiness.status.sidecar.istio.io/periodSeconds', '-1', 'it must be a whole number of 0 or more');
  ok('prometheus.istio.io/merge-metrics', 'T');
  wrong('prometheus.istio.io/merge-metrics', 'yes', 'it must be true or false');
  wrong('sidecar.istio.io/interceptionMode', 'redirect', 'it must be REDIRECT, TPROXY or NONE');
  ok('traffic.sidecar.istio.io/excludeInterfaces', 'eth0, net1');
  wrong('traffic.sidecar.istio.io/excludeInterfaces', '1eth', '"1eth" is no name of a network interface');
});

test('The proxy’s configuration is YAML whose fields have types', () => {
  for (const value of ['', 'concurrency: 2', '{"concurrency": "2"}', 'unknown: x', 'drainDuration: 45s'])
    ok('proxy.istio.io/config', value);
  wrong('proxy.istio.io/config', 'concurrency: many', 'concurrency must be a number from -2147483648 to 2147483647');
  wrong('proxy.istio.io/config', 'drainDuration: 1.5s', 'drainDuration must be a duration of whole seconds like 5s');
  wrong('proxy.istio.io/config', 'discoveryAddress: istiod', 'discoveryAddress must be HOST:PORT');
  wrong('proxy.istio.io/config', 'controlPlaneAuthPolicy: FOO', 'controlPlaneAuthPolicy must be NONE or MUTUAL_TLS');
  ok('proxy.istio.io/config', 'controlPlaneAuthPolicy: MUTUAL_TLS');
  wrong(
    'proxy.istio.io/config',
    'tracing: {zipkin: {address: a}}',
    'tracing must be a mapping whose zipkin is a mapping whose address is HOST:PORT',
  );
  wrong('proxy.istio.io/config', 'tracing: {zipkin: {}}', 'tracing must be a mapping whose zipkin is a mapping with address');
  wrong('proxy.istio.io/config', 'drain_duration: 1500ms', 'drain_duration must be a duration of whole seconds like 5s');
  wrong('proxy.istio.io/config', 'interceptionMode: FOO', 'interceptionMode must be one of REDIRECT, TPROXY, NONE');
  wrong('proxy.istio.io/config', 'extraStatTags: [1]', 'extraStatTags must be a list, each of it a text');
  wrong('proxy.istio.io/config', 'configPath: ""', 'configPath must be a text that is not empty');
  wrong('proxy.istio.io/config', 'privateKeyProvider: {}', 'privateKeyProvider must be a mapping with cryptomb or qat');
  wrong(
    'proxy.istio.io/config',
    'tracing: {tlsSettings: {mode: MUTUAL}}',
    'tracing must be a mapping whose tlsSettings is a mapping with credentialName, or clientCertificate and privateKey',
  );
  ok('proxy.istio.io/config', 'proxyMetadata: {A: null}');
  ok('proxy.istio.io/config', 'terminationDrainDuration: 1m');
  ok('proxy.istio.io/config', 'tracing: {datadog: {address: "$(HOST_IP):8126"}, sampling: 10}');
  wrong('proxy.istio.io/config', '- a', 'it must be a mapping in YAML');
  expect(annotationProblem('proxy.istio.io/config', 'a: [')).toMatch(/^it is no YAML: /);
});

test('Annotations that Istio does not check take anything', () => {
  ok('sidecar.istio.io/userVolume', 'x');
});
