import type { SchemaProblem } from '../problem';
import type { Schema } from './schema';
import { compileValidate } from './validate';

function problemsOf(schema: Schema, value: unknown): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  compileValidate(schema)(value, ['spec'], problems);
  return problems;
}

/** Schema, value, reason, message. */
test.each<[Schema, unknown, string, string]>([
  [{ type: 'string' }, 5, 'FieldValueTypeInvalid', 'spec is 5, but has to be text; put it in quotes'],
  [{ type: 'integer' }, '5', 'FieldValueTypeInvalid', 'spec is the text "5", but has to be an integer; write it without quotes'],
  [{ type: 'integer' }, 1.5, 'FieldValueTypeInvalid', 'spec is 1.5, but has to be an integer; correct it'],
  [{ type: 'array' }, 'a', 'FieldValueTypeInvalid', 'spec is the text "a", but has to be a list; make it a list'],
  [{ type: 'object' }, null, 'FieldValueTypeInvalid', 'spec is empty (null), but has to be a mapping; give it a value, or remove it'],
  [{ type: 'boolean' }, 'yes', 'FieldValueTypeInvalid', 'spec is the text "yes", but has to be true or false; write it without quotes'],
  [
    { 'x-kubernetes-int-or-string': true },
    true,
    'FieldValueTypeInvalid',
    'spec is true, but has to be an integer or text; put it in quotes',
  ],
  [{ enum: ['A', 'B'] }, 'C', 'FieldValueNotSupported', 'spec is "C"; use "A" or "B"'],
  [{ maxLength: 3 }, 'abcd', 'FieldValueTooLong', 'spec is 4 characters long; 3 are allowed'],
  [{ minLength: 1 }, '', 'FieldValueInvalid', 'spec is empty; give it a value, or remove it'],
  [{ minLength: 3 }, 'ab', 'FieldValueInvalid', 'spec is "ab"; make it at least 3 characters long'],
  [{ pattern: '^[a-z]+$' }, 'A', 'FieldValueInvalid', 'spec is "A"; it has to match ^[a-z]+$'],
  [{ type: 'string', format: 'byte' }, 'YQ', 'FieldValueTypeInvalid', 'spec is "YQ"; encode it in base64, with its padding'],
  [{ minimum: 1 }, 0, 'FieldValueInvalid', 'spec is 0; at least 1 is needed'],
  [{ minimum: 1, exclusiveMinimum: true }, 1, 'FieldValueInvalid', 'spec is 1; more than 1 is needed'],
  [{ maximum: 10 }, 11, 'FieldValueInvalid', 'spec is 11; at most 10 is allowed'],
  [{ maximum: 10, exclusiveMaximum: true }, 10, 'FieldValueInvalid', 'spec is 10; less than 10 is allowed'],
  [{ minItems: 1 }, [], 'FieldValueInvalid', 'spec has 0 items; give it at least 1'],
  [{ maxItems: 1 }, [1, 2], 'FieldValueTooMany', 'spec has 2 items; 1 are allowed'],
  [{ minProperties: 1 }, {}, 'FieldValueInvalid', 'spec has 0 entries; give it at least 1, or remove it'],
  [{ maxProperties: 1 }, { a: 1, b: 2 }, 'FieldValueTooMany', 'spec has 2 entries; 1 are allowed'],
])('%j refuses %j', (schema, value, reason, message) => {
  expect(problemsOf(schema, value)).toEqual([{ field: ['spec'], reason, message }]);
});

test.each<[Schema, unknown]>([
  [{ type: 'number' }, 5],
  [{ type: 'integer' }, 5.0000000001],
  [{ type: 'integer' }, 1e18],
  [{ type: 'string', nullable: true }, null],
  [{ type: 'string', format: 'byte' }, 'YQ=='],
  [{ type: 'integer', format: 'int32' }, 2147483648],
  [{ maxLength: 2 }, '\u{1f600}\u{1f600}'],
  [{ pattern: 'b' }, 'abc'],
  [{ minimum: 0.5 }, 0],
  [{ 'x-kubernetes-int-or-string': true }, '5'],
  [{}, null],
])('%j takes %j, as the API server does', (schema, value) => {
  expect(problemsOf(schema, value)).toEqual([]);
});

test('a number that JSON writes with an exponent, or that needs more than 64 bits, is no integer', () => {
  for (const value of [1e19, 1e21, -9.3e18]) expect(problemsOf({ type: 'integer' }, value)).toHaveLength(1);
});

test('what is missing is told at its own path', () => {
  const schema: Schema = { properties: { port: { type: 'object', required: ['number'] } }, required: ['hosts', 'toString'] };
  expect(problemsOf(schema, { port: {} }).map(({ field, reason, message }) => [field.join('.'), reason, message])).toEqual([
    ['spec.port.number', 'FieldValueRequired', 'number is missing; add it'],
    ['spec.hosts', 'FieldValueRequired', 'hosts is missing; add it'],
    ['spec.toString', 'FieldValueRequired', 'toString is missing; add it'],
  ]);
});

test("properties are the object's own, whatever their names", () => {
  const properties = { constructor: { type: 'string' } } as Schema['properties'];
  const schema: Schema = { type: 'object', properties, additionalProperties: { type: 'integer' } };
  expect(problemsOf(schema, {})).toEqual([]);
  expect(problemsOf(schema, JSON.parse('{"__proto__": "a", "toString": 1}')).map(({ field }) => field)).toEqual([['spec', '__proto__']]);
});

const EXCLUSIVE: Schema = {
  type: 'object',
  oneOf: [{ not: { anyOf: [{ required: ['exact'] }, { required: ['prefix'] }] } }, { required: ['exact'] }, { required: ['prefix'] }],
};

test('fields that exclude each other are named', () => {
  expect(problemsOf(EXCLUSIVE, { exact: 'a', prefix: 'b' })).toEqual([
    { field: ['spec'], reason: 'FieldValueInvalid', message: 'spec has exact and prefix, which exclude each other; keep one' },
  ]);
  expect(problemsOf(EXCLUSIVE, { prefix: 'b' })).toEqual([]);
  expect(problemsOf(EXCLUSIVE, {})).toEqual([]);
});

test('a value of the wrong type fits all alternatives that ask for a field, so the API server complains twice', () => {
  expect(problemsOf(EXCLUSIVE, 'a').map(({ reason, message }) => [reason, message])).toEqual([
    ['FieldValueTypeInvalid', 'spec is the text "a", but has to be a mapping; correct it'],
    ['FieldValueInvalid', 'spec fits several forms that exclude each other; correct it'],
  ]);
});

test('where no alternative fits, what keeps the best one from fitting is told too', () => {
  const schema: Schema = {
    anyOf: [{ type: 'integer' }, { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } }],
  };
  expect(problemsOf(schema, { a: 'x', b: 5 }).map(({ field, message }) => [field.join('.'), message])).toEqual([
    ['spec', 'spec fits none of the forms that it may have; correct it'],
    ['spec.b', 'b is 5, but has to be text; put it in quotes'],
  ]);
});

test('all of several schemas are held', () => {
  const schema: Schema = { allOf: [{ required: ['a'] }, { not: { required: ['b'] } }] };
  expect(problemsOf(schema, { a: 1 })).toEqual([]);
  expect(problemsOf(schema, { b: 1 }).map(({ field, reason }) => [field.join('.'), reason])).toEqual([
    ['spec.a', 'FieldValueRequired'],
    ['spec', 'FieldValueInvalid'],
    ['spec', 'FieldValueInvalid'],
  ]);
});
