import { Duration, Testing } from 'cdk8s';
import { DestinationRule } from './destination-rule';
import { OutlierDetection } from './outlier-detection';

const AT = 'test/rule: spec.trafficPolicy.outlierDetection';

function render(outlierDetection: OutlierDetection): unknown {
  const chart = Testing.chart();
  new DestinationRule(chart, 'rule', { host: 'reviews', trafficPolicy: { outlierDetection } });
  return Testing.synth(chart)[0].spec.trafficPolicy.outlierDetection;
}

test('renders every field by the name that the manifest has for it', () => {
  const numbers = {
    consecutive5xxErrors: 7,
    consecutiveGatewayErrors: 3,
    splitExternalLocalOriginErrors: true,
    consecutiveLocalOriginFailures: 2 ** 32 - 1,
    maxEjectionPercent: 100,
    minHealthPercent: 50,
  };
  expect(render({ ...numbers, interval: Duration.minutes(5), baseEjectionTime: Duration.minutes(15) })).toEqual({
    ...numbers,
    interval: '5m',
    baseEjectionTime: '15m',
  });
});

test('an empty one stays in the manifest, since it switches the detection on', () => {
  expect(render({})).toEqual({});
});

test('0 errors switch a count off', () => {
  expect(render({ consecutive5xxErrors: 0, consecutiveGatewayErrors: 0 })).toEqual({
    consecutive5xxErrors: 0,
    consecutiveGatewayErrors: 0,
  });
});

test('local failures are counted only where they are split off', () => {
  const message = `${AT}.consecutiveLocalOriginFailures: 5 counts nothing while local failures are not split off; set splitExternalLocalOriginErrors`;
  expect(() => render({ consecutiveLocalOriginFailures: 5 })).toThrow(message);
  expect(() => render({ consecutiveLocalOriginFailures: 5, splitExternalLocalOriginErrors: false })).toThrow(message);
  expect(render({ consecutiveLocalOriginFailures: 0 })).toEqual({ consecutiveLocalOriginFailures: 0 });
});

test.each([
  [{ consecutive5xxErrors: -1 }, 'consecutive5xxErrors: -1 is out of range; give a whole number from 0 to 4294967295'],
  [{ consecutiveGatewayErrors: 2 ** 32 }, 'consecutiveGatewayErrors: 4294967296 is out of range'],
  [{ maxEjectionPercent: 101 }, 'maxEjectionPercent: 101 is out of range; give a whole number from 0 to 100'],
  [{ minHealthPercent: -1 }, 'minHealthPercent: -1 is out of range; give a whole number from 0 to 100'],
  [{ interval: Duration.millis(0) }, 'interval: "0ms" is not a duration that Istio takes'],
  [{ baseEjectionTime: Duration.millis(0) }, 'baseEjectionTime: "0ms" is not a duration that Istio takes'],
  [{ consecutiveErrors: 5 } as OutlierDetection, 'consecutiveErrors: 5 is not a field of OutlierDetection; remove it'],
])('refuses %j', (detection: OutlierDetection, message) => {
  expect(() => render(detection)).toThrow(`${AT}.${message}`);
});
