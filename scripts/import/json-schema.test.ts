import { findMalformed, mapSubschemas, type JsonSchema } from './json-schema';

test('maps the schemas inside a schema, and nothing else', () => {
  const schema: JsonSchema = {
    type: 'object',
    default: { properties: { type: 'x' } },
    enum: [{ items: { type: 'x' } }],
    properties: { properties: { type: 'a' }, enum: { type: 'b' } },
    items: { type: 'c' },
    additionalProperties: { type: 'd' },
    not: { type: 'e' },
    allOf: [{ type: 'f' }],
    anyOf: [{ type: 'g' }, { type: 'h' }],
    'x-kubernetes-validations': [{ rule: 'true', items: { type: 'x' } }],
  };
  const seen: unknown[] = [];
  const mapped = mapSubschemas(schema, (subschema, steps) => {
    seen.push([steps.join('.'), subschema.type]);
    return { is: subschema.type };
  });
  expect(seen).toEqual([
    ['properties.properties', 'a'],
    ['properties.enum', 'b'],
    ['items', 'c'],
    ['additionalProperties', 'd'],
    ['not', 'e'],
    ['allOf.0', 'f'],
    ['anyOf.0', 'g'],
    ['anyOf.1', 'h'],
  ]);
  expect(mapped).toEqual({
    ...schema,
    properties: { properties: { is: 'a' }, enum: { is: 'b' } },
    items: { is: 'c' },
    additionalProperties: { is: 'd' },
    not: { is: 'e' },
    allOf: [{ is: 'f' }],
    anyOf: [{ is: 'g' }, { is: 'h' }],
  });
  expect(Object.keys(mapped)).toEqual(Object.keys(schema));
});

test('additionalProperties may be yes or no', () => {
  const schema = { type: 'object', additionalProperties: false };
  expect(mapSubschemas(schema, () => ({}))).toEqual(schema);
  expect(findMalformed(schema)).toBeUndefined();
});

test.each([
  [null, '', 'a schema (a mapping of keywords)'],
  [[], '', 'a schema (a mapping of keywords)'],
  [{ properties: ['a'] }, 'properties', 'a mapping of names to schemas'],
  [{ properties: { a: 'string' } }, 'properties.a', 'a schema (a mapping of keywords)'],
  [{ items: [{}] }, 'items', 'a schema (a mapping of keywords)'],
  [{ items: { additionalProperties: 'no' } }, 'items.additionalProperties', 'a schema (a mapping of keywords)'],
  [{ anyOf: {} }, 'anyOf', 'a list of schemas'],
  [{ anyOf: [{}, { not: 1 }] }, 'anyOf.1.not', 'a schema (a mapping of keywords)'],
  [{ properties: { a: { $ref: '#/b' } } }, 'properties.a.$ref', 'a structural schema, which has no such keyword'],
  [{ definitions: {} }, 'definitions', 'a structural schema, which has no such keyword'],
])('finds what is malformed in %j', (schema, path, expected) => {
  const malformed = findMalformed(schema);
  expect([malformed?.steps.join('.'), malformed?.expected]).toEqual([path, expected]);
});

test('finds nothing where nothing is', () => {
  expect(findMalformed({ properties: { $ref: { type: 'string' }, items: { items: {} } }, default: { items: 1 } })).toBeUndefined();
});
