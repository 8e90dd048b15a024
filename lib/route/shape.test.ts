import fc from 'fast-check';
import { fields, fit, list, map, Shape } from './shape';

const shape: Shape = fields({
  name: 'string',
  count: 'number',
  on: 'boolean',
  text: 'scalar',
  items: list(fields({ name: 'string' })),
  labels: map('string'),
});

test('What is right is handed back as it is, unknown fields included', () => {
  const value = { name: 'a', count: 1, on: false, text: 3, items: [{ name: 'b' }], labels: { a: 'b', c: null }, other: [{}] };
  expect(fit(value, shape)).toBe(value);
});

test.each([
  [{ name: 1, count: '1', on: 'x', text: {}, items: {}, labels: [] }, {}],
  [{ items: [{ name: 'a' }, null, 'x', { name: [] }] }, { items: [{ name: 'a' }, {}] }],
  [{ labels: { a: 1, b: 'c' } }, { labels: { b: 'c' } }],
  [{ name: null, other: null }, { other: null }],
])('%j without wrong types is %j', (value, expected) => {
  expect(fit(value, shape)).toEqual(expected);
});

test.each([[null], [undefined], ['x'], [[]]])('%j is no mapping at all', (value) => {
  expect(fit(value, shape)).toBeUndefined();
});

test('A field named __proto__ is a field like any other', () => {
  const value: unknown = JSON.parse('{"labels": {"__proto__": 3, "a": "b"}, "__proto__": {"name": 1}}');
  const fitted = fit(value, shape) as object;
  expect(Object.keys((fitted as { labels: object }).labels)).toEqual(['a']);
  expect(Object.getPrototypeOf(fitted)).toBe(Object.prototype);
});

test('What was fitted fits', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const fitted = fit({ ...(typeof value === 'object' ? value : {}), items: value, labels: value, name: value }, shape);
      expect(fit(fitted, shape)).toBe(fitted);
    }),
  );
});
