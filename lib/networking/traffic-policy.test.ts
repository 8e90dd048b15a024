import { Testing } from 'cdk8s';
import { ClientTlsSettings } from './client-tls-settings';
import { DestinationRule } from './destination-rule';
import { LoadBalancer } from './load-balancer';
import { ProxyProtocol } from './proxy-protocol';
import { PortTrafficPolicy, TrafficPolicy } from './traffic-policy';
import { TunnelProtocol } from './tunnel-settings';

const AT = 'test/rule: spec.trafficPolicy';

function render(trafficPolicy: TrafficPolicy): unknown {
  const chart = Testing.chart();
  new DestinationRule(chart, 'rule', { host: 'reviews', trafficPolicy });
  return Testing.synth(chart)[0].spec.trafficPolicy;
}

test('renders what applies to all ports', () => {
  const policy = {
    loadBalancer: LoadBalancer.random(),
    connectionPool: { tcp: { maxConnections: 1 } },
    outlierDetection: { consecutive5xxErrors: 1 },
    tls: ClientTlsSettings.disable(),
    retryBudget: { percent: 12.5, minRetryConcurrency: 10 },
  };
  expect(render(policy)).toEqual({ ...policy, loadBalancer: { simple: 'RANDOM' }, tls: { mode: 'DISABLE' } });
});

test.each([[{}], [{ portLevelSettings: [] }], [{ tls: undefined }]])('refuses %j, which says nothing', (policy) => {
  expect(() => render(policy)).toThrow('says nothing, which Istio refuses; set a field, or leave the policy out');
});

test('refuses what is no field of it', () => {
  expect(() => render({ loadbalancer: LoadBalancer.random() } as never)).toThrow(`${AT}.loadbalancer: `);
});

describe('a tunnel', () => {
  test('leads to a host or an address', () => {
    const tunnel = { protocol: TunnelProtocol.POST, targetHost: '10.0.0.1', targetPort: 443 };
    expect(render({ tunnel })).toEqual({ tunnel: { protocol: 'POST', targetHost: '10.0.0.1', targetPort: 443 } });
    expect(render({ tunnel: { targetHost: 'example.com', targetPort: 1 } })).toEqual({
      tunnel: { targetHost: 'example.com', targetPort: 1 },
    });
  });

  test.each([
    [{ targetHost: '*.example.com', targetPort: 1 }, 'targetHost: "*.example.com" has the invalid label "*"'],
    [{ targetHost: '', targetPort: 1 }, 'targetHost: "" is empty'],
    [{ targetHost: 'a', targetPort: 0 }, 'targetPort: 0 is out of range; give a whole number from 1 to 65535'],
    [{ targetHost: 'a', targetPort: 1, protocol: 'GET' as never }, 'protocol: "GET" does not open a tunnel; use one of CONNECT, POST'],
  ])('refuses %j', (tunnel, message) => {
    expect(() => render({ tunnel })).toThrow(`${AT}.tunnel.${message}`);
  });

  test('cannot be combined with the PROXY protocol', () => {
    expect(() => render({ tunnel: { targetHost: 'a', targetPort: 1 }, proxyProtocol: ProxyProtocol.V2 })).toThrow(
      `${AT}.proxyProtocol: "V2" cannot be combined with a tunnel; remove one of the two`,
    );
  });
});

test('the PROXY protocol always says its version', () => {
  expect(render({ proxyProtocol: ProxyProtocol.V1 })).toEqual({ proxyProtocol: { version: 'V1' } });
  expect(render({ proxyProtocol: ProxyProtocol.V2 })).toEqual({ proxyProtocol: { version: 'V2' } });
  expect(() => render({ proxyProtocol: 'V3' as never })).toThrow(`${AT}.proxyProtocol.version: "V3" is not a version; use one of V1, V2`);
});

test('a retry budget may stand alone and empty', () => {
  expect(render({ retryBudget: {} })).toEqual({ retryBudget: {} });
});

test.each([
  [{ percent: 101 }, 'percent: 101 is out of range; give a number from 0 to 100'],
  [{ percent: NaN }, 'percent: NaN is out of range'],
  [{ minRetryConcurrency: -1 }, 'minRetryConcurrency: -1 is out of range; give a whole number from 0 to 4294967295'],
])('refuses the retry budget %j', (retryBudget, message) => {
  expect(() => render({ retryBudget })).toThrow(`${AT}.retryBudget.${message}`);
});

describe('at a single port', () => {
  const at = (...portLevelSettings: PortTrafficPolicy[]) => render({ portLevelSettings });

  test('a policy says what a policy for all ports can, but for tunnel, PROXY protocol and retry budget', () => {
    expect(
      at(
        { port: 80, loadBalancer: LoadBalancer.random(), connectionPool: { http: {} } },
        { port: 443, outlierDetection: {}, tls: ClientTlsSettings.simple() },
      ),
    ).toEqual({
      portLevelSettings: [
        { port: { number: 80 }, loadBalancer: { simple: 'RANDOM' }, connectionPool: { http: {} } },
        { port: { number: 443 }, outlierDetection: {}, tls: { mode: 'SIMPLE' } },
      ],
    });
    expect(() => at({ port: 80, retryBudget: {} } as never)).toThrow(
      `${AT}.portLevelSettings[0].retryBudget: {} is not a field of PortTrafficPolicy`,
    );
  });

  const tls = ClientTlsSettings.simple();

  test.each([
    [[{ port: 80 }], 'portLevelSettings[0]: {"port":80} says nothing, which Istio refuses; set a field, or leave the policy out'],
    [[{ port: 0, tls }], 'portLevelSettings[0].port.number: 0 is out of range; give a whole number from 1 to 65535'],
    [[{ tls } as never], 'portLevelSettings[0].port.number: is out of range'],
    [
      [
        { port: 80, tls },
        { port: 80, tls },
      ],
      'portLevelSettings[1].port.number: 80 has a policy already, and Istio reads only the first; make one of the two',
    ],
  ])('refuses %j', (policies: PortTrafficPolicy[], message) => {
    expect(() => at(...policies)).toThrow(`${AT}.${message}`);
  });

  test('4096 policies are the most that the API server takes', () => {
    const policies = (length: number) => Array.from({ length }, (_, index) => ({ port: index + 1, tls }));
    expect(() => at(...policies(4096))).not.toThrow();
    expect(() => at(...policies(4097))).toThrow(`${AT}.portLevelSettings: 4097 are too many; give 4096 at most`);
  });

  test('an error names the field down to the port', () => {
    expect(() => at({ port: 80, connectionPool: {} })).toThrow(`${AT}.portLevelSettings[0].connectionPool: {} says nothing`);
  });
});
