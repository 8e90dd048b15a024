import { Duration, Testing } from 'cdk8s';
import { ConsistentHash } from './consistent-hash';
import { DestinationRule } from './destination-rule';
import { LoadBalancer } from './load-balancer';
import { LocalityLbSetting } from './locality-load-balancing';

const AT = 'test/rule: spec.trafficPolicy.loadBalancer';

function render(loadBalancer: LoadBalancer): unknown {
  const chart = Testing.chart();
  new DestinationRule(chart, 'rule', { host: 'reviews', trafficPolicy: { loadBalancer } });
  return Testing.synth(chart)[0].spec.trafficPolicy.loadBalancer;
}

test.each([
  [LoadBalancer.unspecified(), 'UNSPECIFIED'],
  [LoadBalancer.leastRequest(), 'LEAST_REQUEST'],
  [LoadBalancer.roundRobin(), 'ROUND_ROBIN'],
  [LoadBalancer.random(), 'RANDOM'],
  [LoadBalancer.passthrough(), 'PASSTHROUGH'],
])('%j renders as Istio names it', (loadBalancer, simple) => {
  expect(render(loadBalancer)).toEqual({ simple });
});

test('a hash takes the place of a simple choice', () => {
  expect(render(LoadBalancer.consistentHash(ConsistentHash.sourceIp(), { localityLbSetting: LocalityLbSetting.disabled() }))).toEqual({
    consistentHash: { useSourceIp: true },
    localityLbSetting: { enabled: false },
  });
});

test('what is no LoadBalancer or ConsistentHash is refused', () => {
  expect(() => render('RANDOM' as never)).toThrow(
    `${AT}: "RANDOM" was not made by LoadBalancer; use a factory of it, e.g. LoadBalancer.leastRequest()`,
  );
  expect(() => render(LoadBalancer.consistentHash({ useSourceIp: true } as never))).toThrow(
    `${AT}.consistentHash: {"useSourceIp":true} was not made by ConsistentHash`,
  );
});

describe('warmup', () => {
  const warmup = { duration: Duration.minutes(5), minimumPercent: 12.5, aggression: 1.5 };

  test.each([
    [LoadBalancer.unspecified({ warmup }), {}],
    [LoadBalancer.leastRequest({ warmup }), { simple: 'LEAST_REQUEST' }],
    [LoadBalancer.roundRobin({ warmup }), { simple: 'ROUND_ROBIN' }],
  ])('%j lets new endpoints start slowly', (loadBalancer, simple) => {
    expect(render(loadBalancer)).toEqual({ ...simple, warmup: { duration: '5m', minimumPercent: 12.5, aggression: 1.5 } });
  });

  test('is refused where Istio would ignore it', () => {
    expect(() => render(LoadBalancer.random({ warmup } as never))).toThrow(
      'has no effect here; use leastRequest or roundRobin, or remove it',
    );
    expect(() => render(LoadBalancer.consistentHash(ConsistentHash.sourceIp(), { warmup } as never))).toThrow(`${AT}.warmup: `);
  });

  test.each([
    [{ duration: Duration.millis(0) }, 'duration: "0ms" is not a duration that Istio takes; give whole milliseconds, 1 or more'],
    [{ duration: undefined as never }, 'duration: is not a duration'],
    [{ ...warmup, minimumPercent: 100.5 }, 'minimumPercent: 100.5 is out of range; give a number from 0 to 100'],
    [{ ...warmup, minimumPercent: -1 }, 'minimumPercent: -1 is out of range'],
    [{ ...warmup, aggression: 0.9 }, 'aggression: 0.9 is out of range; give a number of 1 or more'],
    [{ ...warmup, aggression: NaN }, 'aggression: NaN is out of range'],
    [{ ...warmup, agression: 2 }, 'agression: 2 is not a field of Warmup; remove it'],
  ])('refuses %j, which is out of range', (warmup, message) => {
    expect(() => render(LoadBalancer.leastRequest({ warmup }))).toThrow(`${AT}.warmup.${message}`);
  });
});
