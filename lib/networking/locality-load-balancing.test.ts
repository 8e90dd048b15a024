import { Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { DestinationRule } from './destination-rule';
import { LoadBalancer } from './load-balancer';
import { localityOverlaps } from './locality';
import { LocalityDistribute, LocalityFailover, LocalityLbSetting } from './locality-load-balancing';

const AT = 'test/rule: spec.trafficPolicy.loadBalancer.localityLbSetting';

function render(localityLbSetting: LocalityLbSetting): unknown {
  const chart = Testing.chart();
  new DestinationRule(chart, 'rule', { host: 'reviews', trafficPolicy: { loadBalancer: LoadBalancer.unspecified({ localityLbSetting }) } });
  return Testing.synth(chart)[0].spec.trafficPolicy.loadBalancer;
}

const distribute = (...rules: LocalityDistribute[]) => render(LocalityLbSetting.distribute(rules));
const failover = (rules: LocalityFailover[], failoverPriority?: string[]) =>
  render(LocalityLbSetting.failover(rules, { failoverPriority }));

test('a locality setting needs no policy beside it', () => {
  expect(render(LocalityLbSetting.enabled())).toEqual({ localityLbSetting: { enabled: true } });
  expect(render(LocalityLbSetting.disabled())).toEqual({ localityLbSetting: { enabled: false } });
});

test('what is not a LocalityLbSetting is refused', () => {
  expect(() => render({ enabled: true } as never)).toThrow(`${AT}: {"enabled":true} was not made by LocalityLbSetting`);
});

describe('distribute', () => {
  const rule = { from: 'us-west/zone1/*', to: { 'us-west/zone1/*': 80, 'us-west/zone2/*': 20 } };

  test('gives each locality its share', () => {
    expect(distribute(rule)).toEqual({ localityLbSetting: { distribute: [rule] } });
  });

  test.each([
    [{}, 'to: {} sums up to 0; give percentages that sum up to 100'],
    [{ a: 50, b: 49 }, 'to: {"a":50,"b":49} sums up to 99; give percentages that sum up to 100'],
    [{ a: 100, b: 0 }, 'to.b: 0 is out of range; give a whole number from 1 to 100'],
    [{ a: 99.5, b: 0.5 }, 'to.a: 99.5 is out of range; give a whole number from 1 to 100'],
    [{ '*': 50, 'us/a': 50 }, 'to[us/a]: "us/a" overlaps with "*"; give localities that exclude each other'],
    [{ 'us/a': 50, '*': 50 }, 'to[*]: "*" overlaps with "us/a"; give localities that exclude each other'],
    [{ 'us/a': 50, 'us/*': 50 }, 'to[us/*]: "us/*" overlaps with "us/a"; give localities that exclude each other'],
    [{ 'us//b': 100 }, 'to[us//b]: "us//b" is not a locality; write it as "region", "region/zone" or "region/zone/subzone"'],
    [{ '*/a': 100 }, 'to[*/a]: "*/a" is not a locality'],
    [{ 'us-*': 100 }, 'to[us-*]: "us-*" is not a locality'],
    [{ 'a/b/c/d': 100 }, 'to[a/b/c/d]: "a/b/c/d" is not a locality'],
  ])('refuses the shares %j', (to, message) => {
    expect(() => distribute({ from: '*', to })).toThrow(`${AT}.distribute[0].${message}`);
  });

  test('takes exactly the shares from 1 to 100 that sum up to 100', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 101 }), { maxLength: 4 }), (weights) => {
        const to = Object.fromEntries(weights.map((weight, index) => [`region-${index}`, weight]));
        const legal = weights.every((weight) => weight >= 1 && weight <= 100) && weights.reduce((sum, weight) => sum + weight, 0) === 100;
        if (legal) distribute({ from: '*', to });
        else expect(() => distribute({ from: '*', to })).toThrow();
      }),
    );
  });

  test('takes any split of 100 over regions', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 9 }).map((array) => [0, ...array.sort((a, b) => a - b), 100]);
    fc.assert(
      fc.property(cuts, (cuts) => {
        const to = Object.fromEntries(cuts.slice(1).map((cut, index) => [`region-${index}`, cut - cuts[index]!]));
        expect(distribute({ from: '*', to })).toEqual({ localityLbSetting: { distribute: [{ from: '*', to }] } });
      }),
    );
  });

  test('takes a wider origin behind a narrower one, where it is written with "*"', () => {
    const to = { a: 100 };
    expect(() => distribute({ from: 'us/a/x', to }, { from: 'us/a/*', to }, { from: 'us/*', to }, { from: '*', to })).not.toThrow();
    expect(() => distribute({ from: 'us/*', to }, { from: 'us/a', to })).toThrow(
      `${AT}.distribute[1].from: "us/a" overlaps with "us/*" before it; remove one of the two, or put the wider one last, with "*"`,
    );
    expect(() => distribute({ from: 'us/a', to }, { from: 'us', to })).toThrow('"us" overlaps with "us/a" before it');
    expect(() => distribute({ from: 'us/a', to }, { from: 'us/a', to })).toThrow('"us/a" overlaps with "us/a" before it');
  });

  test('refuses a list without entries', () => {
    expect(() => distribute()).toThrow(`${AT}.distribute: [] says nothing; give at least one entry, or use LocalityLbSetting.enabled()`);
  });
});

test('localities overlap with themselves, and only a "*" may come later', () => {
  const part = fc.constantFrom('a', 'b');
  const locality = fc
    .tuple(fc.array(part, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([parts, wild]) => (wild ? [...parts.slice(0, -1), '*'] : parts).join('/'));
  fc.assert(
    fc.property(locality, locality, (one, other) => {
      expect(localityOverlaps(one, one)).toBe(true);
      expect(localityOverlaps('*', one)).toBe(true);
      if (localityOverlaps(one, other) && !localityOverlaps(other, one)) expect(one).toMatch(/\*$/);
    }),
  );
});

describe('failover', () => {
  test('names the region to turn to, and labels that count before', () => {
    expect(failover([{ from: 'us', to: 'eu' }], ['topology.istio.io/network', 'version=v1'])).toEqual({
      localityLbSetting: { failover: [{ from: 'us', to: 'eu' }], failoverPriority: ['topology.istio.io/network', 'version=v1'] },
    });
  });

  test.each([
    [[{ from: 'us', to: 'us' }], 'failover[0].to: "us" is the region that fails itself; give another one'],
    [[{ from: 'us/a', to: 'eu' }], 'failover[0].from: "us/a" is not a region; give the name of one, without zone and without "*"'],
    [[{ from: 'us', to: '*' }], 'failover[0].to: "*" is not a region'],
    [[{ from: '', to: 'eu' }], 'failover[0].from: "" is not a region'],
    [
      [
        { from: 'us', to: 'eu' },
        { from: 'us', to: 'asia' },
      ],
      'failover[1].from: "us" has a rule already, and Istio reads only the first; remove one of the two',
    ],
    [[], 'failover: [] says nothing'],
  ])('refuses %j', (rules, message) => {
    expect(() => failover(rules)).toThrow(`${AT}.${message}`);
  });

  test.each(['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'])(
    'refuses %s beside it, which decides the same',
    (label) => {
      expect(() => failover([{ from: 'us', to: 'eu' }], ['version', label])).toThrow(
        `${AT}.failoverPriority[1]: "${label}" is what failover between regions decides; remove it, or use LocalityLbSetting.failoverPriority alone`,
      );
    },
  );
});

describe('failoverPriority', () => {
  test('takes labels with and without values, topology included', () => {
    const labels = ['topology.istio.io/network', 'topology.kubernetes.io/region', 'version=v1', 'empty='];
    expect(render(LocalityLbSetting.failoverPriority(labels))).toEqual({ localityLbSetting: { failoverPriority: labels } });
  });

  test.each([[''], ['=v1'], ['a=b=c']])('refuses the label %j', (label) => {
    expect(() => render(LocalityLbSetting.failoverPriority([label]))).toThrow(
      `${AT}.failoverPriority[0]: ${JSON.stringify(label)} is not a label; write it as "key" or "key=value"`,
    );
  });
});
