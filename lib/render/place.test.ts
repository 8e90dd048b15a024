import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { InvalidConfigError } from './invalid-config-error';
import { Place } from './place';

const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
const spec = Place.of(new ApiObject(chart, 'rule', { apiVersion: 'v1', kind: 'Rule' })).at('spec');

function complaint(value: unknown): string {
  return spec.problem(value, 'is wrong', 'right it');
}

test('the path is written as Kubernetes writes it', () => {
  expect(spec.path).toBe('spec');
  expect(spec.at('http').at(0).at('match').at(1).at('headers').at('end-user').path).toBe('spec.http[0].match[1].headers[end-user]');
  expect(spec.at('a').at('').path).toBe('spec.a[]');
});

test('the namespace is that of the construct', () => {
  expect(spec.namespace).toBe('bookinfo');
  expect(Place.of(new ApiObject(new Chart(new App(), 'bare'), 'rule', { apiVersion: 'v1', kind: 'Rule' })).namespace).toBeUndefined();
});

test('a refusal names construct, field, value, problem and way out', () => {
  const at = spec.at('timeout');
  expect(() => at.fail(-5, 'is negative', 'give 0 or more')).toThrow(
    new InvalidConfigError('shop/rule', 'spec.timeout', '-5 is negative; give 0 or more'),
  );
  expect(at.problem(undefined, 'is missing', 'give it')).toBe('spec.timeout: is missing; give it');
});

test.each<[unknown, string]>([
  ['on', '"on"'],
  [NaN, 'NaN'],
  [Infinity, 'Infinity'],
  [null, 'null'],
  [12n, '12'],
  [Symbol('s'), 'Symbol(s)'],
  [{ a: [1, 'b'] }, '{"a":[1,"b"]}'],
  [{}, '{}'],
  [new Map(), 'a Map'],
  [Object.create(null), '[object Object]'],
  [{ a: 1n }, '[object Object]'],
  [Object.assign(Object.create(null), { a: 1n }), '[object Object]'],
  [[1n, Symbol('s')], '[object Array]'],
  [chart, 'shop'],
  ['x'.repeat(100), `"${'x'.repeat(79)}...`],
])('quotes %p as %s', (value, quoted) => {
  expect(complaint(value)).toBe(`spec: ${quoted} is wrong; right it`);
});

test('quotes an object that holds itself', () => {
  const value: Record<string, unknown> = {};
  value.self = value;
  expect(complaint(value)).toBe('spec: [object Object] is wrong; right it');
});

test('a field that is left out is not rendered, one that is null is', () => {
  const render = jest.fn(() => 'rendered');
  expect(spec.field<unknown, string>('a', undefined, render)).toBeUndefined();
  expect(render).not.toHaveBeenCalled();
  expect(spec.field<unknown, string>('a', null, render)).toBe('rendered');
  expect(render).toHaveBeenCalledWith(null, expect.objectContaining({ path: 'spec.a' }));
});

test.each([[null], [undefined], ['text'], [5], [[]], [() => ({})]])('%p is no struct', (value) => {
  expect(() => spec.struct(value as never, 'HttpMatch')).toThrow(
    /^shop\/rule: spec: .*is not an object; give one with the fields of HttpMatch$/,
  );
});

test('refuses a field that a struct does not have, unless it is undefined', () => {
  expect(() => spec.refuseUnknown({ colour: undefined }, 'HttpMatch')).not.toThrow();
  expect(() => spec.refuseUnknown({ colour: 'red' }, 'HttpMatch')).toThrow(
    new InvalidConfigError('shop/rule', 'spec.colour', '"red" is not a field of HttpMatch; remove it'),
  );
});

test('what is asked at synth fails there, with the construct, and only if there is a problem', () => {
  const chart = new Chart(new App(), 'shop');
  const place = Place.of(new ApiObject(chart, 'rule', { apiVersion: 'v1', kind: 'Rule' }));
  const late: { problem?: string } = {};
  place.atSynth(() => late.problem);
  expect(Testing.synth(chart)).toHaveLength(1);
  late.problem = place.at('spec').problem(8080, 'is not a port', 'use 80');
  expect(() => Testing.synth(chart)).toThrow('[shop/rule] spec: 8080 is not a port; use 80');
});
