import type { SchemaProblem } from '../problem';
import { compileListTypes } from './list-type';
import type { Schema } from './schema';

function problemsOf(schema: Schema, value: unknown): [string, string, string][] {
  const problems: SchemaProblem[] = [];
  compileListTypes(schema)!({ list: value }, [], problems);
  return problems.map(({ field, reason, message }) => [field.join('.'), reason, message]);
}

const mapBy = (...keys: string[]): Schema => ({
  type: 'object',
  properties: { list: { type: 'array', items: { type: 'object' }, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': keys } },
});
const SET: Schema = { type: 'object', properties: { list: { type: 'array', 'x-kubernetes-list-type': 'set' } } };

test('a key is there once; of several the second is told', () => {
  expect(problemsOf(mapBy('name'), [{ name: 'a' }, { name: 'b' }, { name: 'a' }, { name: 'a' }])).toEqual([
    ['list.2', 'FieldValueDuplicate', 'name of an item is "a", as of another before it; make it differ'],
  ]);
});

test('an absent key equals an absent key, and a number is no text', () => {
  expect(problemsOf(mapBy('name'), [{}, { x: 1 }])).toEqual([
    ['list.1', 'FieldValueDuplicate', 'name of an item is not set, as of another before it; make it differ'],
  ]);
  expect(problemsOf(mapBy('name'), [{ name: '1' }, { name: 1 }])).toEqual([]);
});

test('several keys count together', () => {
  expect(
    problemsOf(mapBy('a', 'b'), [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { b: 1, a: 1 },
    ]),
  ).toEqual([['list.2', 'FieldValueDuplicate', 'a and b of an item is 1 and 1, as of another before it; make it differ']]);
});

test('an item that is no mapping has no keys', () => {
  expect(problemsOf(mapBy('name'), [{ name: 'a' }, 'b', { name: 'a' }])).toEqual([
    ['list.1', 'FieldValueInvalid', 'list[1] is "b", but has to be a mapping; correct it'],
  ]);
});

test('an item of a set is there once', () => {
  expect(problemsOf(SET, ['a', { x: 1, y: 2 }, 'b', { y: 2, x: 1 }, 'a'])).toEqual([
    ['list.3', 'FieldValueDuplicate', 'a mapping is in list twice; remove one'],
    ['list.4', 'FieldValueDuplicate', '"a" is in list twice; remove one'],
  ]);
});

test('items that hold themselves have an end', () => {
  const self: Record<string, unknown> = {};
  Object.assign(self, { a: self, b: self, c: self });
  expect(problemsOf(SET, [self, 'a'])).toEqual([]);
});

test('a schema without such lists has nothing to check', () => {
  expect(compileListTypes({ type: 'object', properties: { a: { type: 'array', 'x-kubernetes-list-type': 'atomic' } } })).toBeUndefined();
});
