import { ApiObject, App, Chart } from 'cdk8s';
import { renderInteger, renderNumber, renderPort } from './number';
import { Place } from './place';

const place = Place.of(new ApiObject(new Chart(new App(), 'shop'), 'rule', { apiVersion: 'v1', kind: 'Rule' })).at('n');

test.each([[0], [1], [2 ** 31 - 1]])('%p is a whole number for a 32-bit field', (value) => {
  expect(renderInteger(value, place)).toBe(value);
});

test.each<[unknown, string]>([
  [-1, '-1'],
  [1.5, '1.5'],
  [2 ** 31, '2147483648'],
  [NaN, 'NaN'],
  [Infinity, 'Infinity'],
  ['5', '"5"'],
  [null, 'null'],
  [5n, '5'],
  [Symbol('five'), 'Symbol(five)'],
])('%p is none', (value, quoted) => {
  expect(() => renderInteger(value as number, place)).toThrow(
    expect.objectContaining({
      name: 'InvalidConfigError',
      message: `shop/rule: n: ${quoted} is out of range; give a whole number from 0 to 2147483647`,
    }),
  );
});

test.each([[0], [65536], [80.5], [-1]])('%p is no port', (port) => {
  expect(() => renderPort(port, place)).toThrow(`${port} is out of range; give a whole number from 1 to 65535`);
});

test('fractions are for numbers with bounds of their own', () => {
  expect(renderNumber(0.5, place, 0, 100)).toBe(0.5);
  for (const value of [-0.1, 100.1, NaN, '5', 5n, Symbol('five')]) {
    expect(() => renderNumber(value as number, place, 0, 100)).toThrow('is out of range; give a number from 0 to 100');
  }
});

test('-0 becomes 0, for YAML would write the sign', () => {
  expect(renderInteger(-0, place)).toBe(0);
  expect(renderNumber(-0, place, 0, 100)).toBe(0);
});
