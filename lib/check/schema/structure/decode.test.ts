import fc from 'fast-check';
import type { FieldPath } from '../../../model/read';
import { compileDecode, type UnknownField } from './decode';
import type { Schema } from './schema';

function decode(schema: Schema, value: unknown): { value: unknown; unknown: FieldPath[] } {
  const unknown: UnknownField[] = [];
  return { value: compileDecode(schema)(value, ['spec'], unknown), unknown: unknown.map(({ field }) => field) };
}

const SCHEMA: Schema = {
  type: 'object',
  properties: {
    host: { type: 'string' },
    flag: { type: 'boolean', nullable: true },
    list: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    anything: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};

test('fields that the schema does not know are dropped and told, at any depth', () => {
  const { value, unknown } = decode(SCHEMA, {
    host: 'a',
    hosts: 1,
    list: [{ a: 'x' }, { b: 'y' }],
    labels: { any: 'z' },
    anything: { q: { r: 1 } },
  });
  expect(value).toEqual({ host: 'a', list: [{ a: 'x' }, {}], labels: { any: 'z' }, anything: { q: { r: 1 } } });
  expect(unknown).toEqual([
    ['spec', 'hosts'],
    ['spec', 'list', 1, 'b'],
  ]);
});

test('nulls are dropped in silence, but for those of a list and of what may be null', () => {
  const { value, unknown } = decode(SCHEMA, { host: null, flag: null, list: [null], labels: { a: null } });
  expect(value).toEqual({ flag: null, list: [null], labels: {} });
  expect(unknown).toEqual([]);
});

test('defaults fill what is absent or null, with their own defaults', () => {
  const schema: Schema = {
    properties: {
      a: { type: 'integer', default: 5 },
      b: { type: 'object', default: {}, properties: { c: { type: 'string', default: 'x' } } },
    },
  };
  expect(decode(schema, {}).value).toEqual({ a: 5, b: { c: 'x' } });
  expect(decode(schema, { a: null, b: { c: 'y' } }).value).toEqual({ a: 5, b: { c: 'y' } });
});

test('in a list where the schema has none, every field is unknown', () => {
  expect(decode(SCHEMA, { host: ['x', { a: 1 }, [{ b: 2 }]] }).unknown).toEqual([
    ['spec', 'host', 1, 'a'],
    ['spec', 'host', 2, 0, 'b'],
  ]);
});

test('a list that holds itself has an end', () => {
  const list: unknown[] = [{ a: 1 }];
  list.push(list, list);
  expect(decode(SCHEMA, { host: list }).unknown).toEqual([['spec', 'host', 0, 'a']]);
});

test('__proto__ is a field like any other', () => {
  expect(decode(SCHEMA, JSON.parse('{"__proto__": {"host": "a"}}')).unknown).toEqual([['spec', '__proto__']]);
  const { value } = decode(SCHEMA, { labels: JSON.parse('{"__proto__": "a", "b": null}'), host: 'x' });
  expect(Object.keys((value as any).labels)).toEqual(['__proto__']);
  expect((value as any).labels.polluted).toBeUndefined();
});

test('what needs no change is not copied, and nothing given is changed', () => {
  const plain = { host: 'a', list: [{ a: 'x' }], labels: { b: 'c' } };
  expect(decode(SCHEMA, plain).value).toBe(plain);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('host', 'flag', 'list', 'labels', 'x'), fc.jsonValue()), (given) => {
      const before = JSON.stringify(given);
      decode(SCHEMA, given);
      expect(JSON.stringify(given)).toBe(before);
    }),
  );
});
