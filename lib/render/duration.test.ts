import { ApiObject, App, Chart, Duration } from 'cdk8s';
import { renderDuration } from './duration';
import { Place } from './place';

const place = Place.of(new ApiObject(new Chart(new App(), 'shop'), 'rule', { apiVersion: 'v1', kind: 'Rule' })).at('timeout');

test.each([
  [Duration.millis(1), '1ms'],
  [Duration.millis(1500), '1500ms'],
  [Duration.seconds(90), '90s'],
  [Duration.seconds(60), '1m'],
  [Duration.seconds(0.5), '500ms'],
  [Duration.minutes(90), '90m'],
  [Duration.hours(1), '1h'],
  [Duration.days(2), '48h'],
  [Duration.parse('PT1H30M'), '90m'],
  // In binary 1000.9999999999999 and 300.00000000000006 milliseconds.
  [Duration.seconds(1.001), '1001ms'],
  [Duration.seconds(0.1 + 0.2), '300ms'],
  // The longest that Go's 64-bit nanoseconds hold.
  [Duration.hours(2562047), '2562047h'],
  [Duration.millis(9223372036854), '9223372036854ms'],
])('%p is written in the largest unit that divides it', (duration, rendered) => {
  expect(renderDuration(duration, place)).toBe(rendered);
});

test.each<[unknown, string]>([
  [Duration.millis(0), '"0ms" is not a duration that Istio takes; give whole milliseconds, 1 or more'],
  [Duration.millis(0.5), '"0.5ms" is not a duration that Istio takes; give whole milliseconds, 1 or more'],
  [Duration.millis(1.5), '"1.5ms" is not a duration that Istio takes; give whole milliseconds, 1 or more'],
  [Duration.millis(NaN), '"NaNms" is not a duration that Istio takes; give whole milliseconds, 1 or more'],
  [Duration.millis(Infinity), '"Infinityms" is not a duration that Istio takes; give whole milliseconds, 1 or more'],
  [Duration.hours(2562048), '"9223372800000ms" is longer than Go counts; give at most 2562047 hours'],
  [2, "2 is not a duration; give one of cdk8s' Duration, e.g. Duration.seconds(2)"],
  ['2s', '"2s" is not a duration; give one of cdk8s\' Duration, e.g. Duration.seconds(2)'],
  [null, "null is not a duration; give one of cdk8s' Duration, e.g. Duration.seconds(2)"],
])('%p is refused', (duration, reason) => {
  expect(() => renderDuration(duration as Duration, place)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', field: 'timeout', reason }),
  );
});

test('0 is for fields where it says "off"', () => {
  expect(renderDuration(Duration.seconds(0), place, 'zero is allowed')).toBe('0s');
});
