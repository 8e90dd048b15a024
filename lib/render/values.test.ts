import { ApiObject, App, Chart } from 'cdk8s';
import { Place } from './place';
import { listOf, madeBy, mapOf, oneOf, renderBoolean, renderLine, renderString } from './values';

const place = Place.of(new ApiObject(new Chart(new App(), 'shop'), 'rule', { apiVersion: 'v1', kind: 'Rule' })).at('field');

test('texts, lines and booleans pass as they are', () => {
  expect(renderString('', place)).toBe('');
  expect(renderLine('/a?b=ü\t', place)).toBe('/a?b=ü\t');
  expect(renderBoolean(false, place)).toBe(false);
});

test.each<[(value: never, place: Place) => unknown, unknown, string]>([
  [renderString, 5, '5 is not a string; quote it'],
  [renderString, null, 'null is not a string; quote it'],
  [renderLine, 'a\nb', '"a\\nb" has a line break or NUL, which Envoy refuses; remove it'],
  [renderLine, '\r', '"\\r" has a line break or NUL, which Envoy refuses; remove it'],
  [renderLine, '\0', '"\\u0000" has a line break or NUL, which Envoy refuses; remove it'],
  [renderLine, 5, '5 is not a string; quote it'],
  [renderBoolean, 'true', '"true" is not a boolean; write true or false'],
  [renderBoolean, null, 'null is not a boolean; write true or false'],
  [oneOf(['http', 'https'], 'is not a scheme'), 'ftp', '"ftp" is not a scheme; use one of http, https'],
  [oneOf(['a']), null, 'null is not known here; use one of a'],
  [listOf(renderString), 'text', '"text" is not a list; put it into brackets: [...]'],
  [listOf(renderString), null, 'null is not a list; put it into brackets: [...]'],
  [mapOf(renderString), ['a'], '["a"] is not a map; write it as { name: value }'],
  [mapOf(renderString), null, 'null is not a map; write it as { name: value }'],
  [mapOf(renderString), new Map([['a', 'b']]), 'a Map is not a map; write it as { name: value }'],
  [madeBy('HttpBody', 'text("down")'), 'down', '"down" was not made by HttpBody; use a factory of it, e.g. HttpBody.text("down")'],
  [madeBy('HttpBody', 'text("down")'), null, 'null was not made by HttpBody; use a factory of it, e.g. HttpBody.text("down")'],
])('%p refuses %p', (render, value, reason) => {
  expect(() => render(value as never, place)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/rule: field: ${reason}` }),
  );
});

test('lists and maps are rendered entry by entry, each at its own place', () => {
  const paths: string[] = [];
  const render = (value: string, at: Place) => {
    paths.push(at.path);
    return value.toUpperCase();
  };
  expect(listOf(render)(['a', 'b'], place)).toEqual(['A', 'B']);
  expect(mapOf(render)({ 'x-a': 'a', b: 'b' }, place)).toEqual({ 'x-a': 'A', b: 'B' });
  expect(paths).toEqual(['field[0]', 'field[1]', 'field[x-a]', 'field.b']);
});

test('the holes of a list are refused like other values that are none', () => {
  expect(() => listOf(renderString)(['a', , 'b'] as string[], place)).toThrow('shop/rule: field[1]: is not a string; quote it');
});

test.each(['__proto__', 'constructor'])('%s cannot be the key of a map: cdk8s would lose it or fail', (name) => {
  expect(() => mapOf(renderString)({ [name]: 'a' }, place)).toThrow(
    `shop/rule: field.${name}: "${name}" is a name that cdk8s cannot write; rename it`,
  );
});
