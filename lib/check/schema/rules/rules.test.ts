import fc from 'fast-check';
import type { SchemaProblem } from '../problem';
import type { Schema, ValidationRule } from '../structure/schema';
import { compileRules, rulesNotModelled } from './rules';

function problemsOf(schema: Schema, value: unknown): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  compileRules(schema)?.(value, ['spec'], problems);
  return problems;
}

function ruled(schema: Schema, rule: string, more: Partial<ValidationRule> = {}): Schema {
  return { ...schema, 'x-kubernetes-validations': [{ rule, message: 'no', ...more }] };
}

const TEXT: Schema = { type: 'string' };
const INTEGER: Schema = { type: 'integer' };
const holds = (schema: Schema, rule: string, value: unknown): boolean => problemsOf(ruled(schema, rule), value).length === 0;

test('a rule that does not hold is told with the message of the CRD, and with the value where that is short', () => {
  const port = ruled(INTEGER, '0 < self && self <= 65535', { message: 'port must be odd' });
  expect(problemsOf(port, 0)).toEqual([{ field: ['spec'], reason: 'FieldValueInvalid', message: 'spec is 0: port must be odd' }]);
  expect(problemsOf(ruled({ type: 'object', properties: { a: TEXT } }, 'has(self.a)'), {})).toEqual([
    { field: ['spec'], reason: 'FieldValueInvalid', message: 'spec: no' },
  ]);
});

test('a rule that cannot be evaluated is a refusal, that says why', () => {
  const duration = ruled(TEXT, "duration(self) >= duration('1ms')", { message: 'must be a duration' });
  expect(problemsOf(duration, '5')).toEqual([
    {
      field: ['spec'],
      reason: 'FieldValueInvalid',
      message: 'spec is "5": must be a duration (it cannot be evaluated: no duration, such as 1m30s or 250ms)',
    },
  ]);
  expect(problemsOf(duration, '5s')).toEqual([]);
  expect(problemsOf(duration, '0.9ms')).toHaveLength(1);
});

test('a rule of Istio is told in a sentence that says what to do', () => {
  const duration = ruled(TEXT, "duration(self) >= duration('1ms')", { message: 'must be a valid duration greater than 1ms' });
  for (const value of ['5', '0s']) {
    expect(problemsOf(duration, value).map(({ message }) => message)).toEqual([
      `spec is "${value}": give a duration of at least 1ms, such as 5s or 250ms`,
    ]);
  }
});

test.each<[string, unknown, boolean]>([
  ['self.all(key, int(key) > 0)', { '080': 1 }, true],
  ['self.all(key, int(key) > 0)', { '+80': 1 }, true],
  ['self.all(key, int(key) > 0)', { '0x50': 1 }, false],
  ['self.all(key, int(key) > 0)', { ' 80': 1 }, false],
  ['self.all(key, int(key) > 0)', { '': 1 }, false],
  ['self.all(key, int(key) > 0)', { '9223372036854775808': 1 }, false],
  ['self.all(key, key.size() != 0)', { '': 1 }, false],
  ["self.all(key, key.matches('^[a-z]+$'))", { http: 1 }, true],
  ["self.all(key, key.matches('^[a-z]+$'))", { 'http\n': 1 }, false],
  ['self.size() == 1', { __proto__x: 1 }, true],
])('of a map, %s with %j: %j', (rule, value, expected) => {
  expect(holds({ type: 'object', additionalProperties: INTEGER }, rule, value)).toBe(expected);
});

test.each<[string, string, boolean]>([
  ['self.size() == 1', '\u{1f600}', true],
  ["self.substring(0, 1) == '\u{1f600}'", '\u{1f600}a', true],
  ['self.substring(0, 2) == self', 'a', false],
  ["isURL(self) && url(self).getScheme() == 'oci'", 'oci://a/b', true],
  ['isURL(self)', 'a.com/x', false],
  ['url(self).getScheme() in ["http", "https"]', '', false],
  ['self in ["", "HTTP"]', 'HTTP', true],
])('of a text, %s with %j: %j', (rule, value, expected) => {
  expect(holds(TEXT, rule, value)).toBe(expected);
});

test('fields are present when they are set, empty or not, and absent when they are null', () => {
  const schema: Schema = {
    type: 'object',
    properties: { a: TEXT, list: { type: 'array', items: TEXT }, b: { type: 'string', nullable: true } },
  };
  expect(holds(schema, 'has(self.a) && has(self.list)', { a: '', list: [] })).toBe(true);
  expect(holds(schema, 'has(self.b)', { b: null })).toBe(false);
  expect(holds(schema, 'has(self.a)', Object.create({ a: 'inherited' }))).toBe(false);
  expect(holds(schema, "self.a == ''", {})).toBe(false);
});

test('lists are compared item by item, with numbers as the schema types them', () => {
  const ports: Schema = { type: 'array', items: { type: 'object', properties: { number: INTEGER } } };
  const unique = 'self.all(l1, self.exists_one(l2, l1.number == l2.number))';
  expect(holds(ports, unique, [{ number: 80 }, { number: 443 }])).toBe(true);
  expect(holds(ports, unique, [{ number: 80 }, { number: 80 }])).toBe(false);
  expect(holds({ type: 'array', items: { type: 'number' } }, 'self[0] < 1.5', [1])).toBe(true);
});

test('a field whose name CEL reserves is escaped', () => {
  const schema: Schema = { type: 'object', properties: { namespace: TEXT, 'x-y': TEXT } };
  expect(holds(schema, "self.__namespace__ == 'a' && self.x__dash__y == 'b'", { namespace: 'a', 'x-y': 'b' })).toBe(true);
});

test('nothing is ruled on that is null, and nothing that compares with an older object', () => {
  expect(problemsOf(ruled({ type: 'string', nullable: true }, 'false'), null)).toEqual([]);
  expect(problemsOf(ruled(TEXT, 'self == oldSelf'), 'a')).toEqual([]);
});

test('a rule may name a field, a reason and a message of its own', () => {
  const schema = ruled({ type: 'object', properties: { a: TEXT } }, 'has(self.a)', {
    fieldPath: ".a['b.c']",
    reason: 'FieldValueRequired',
    messageExpression: "'there are ' + string(self.size()) + ' fields'",
  });
  expect(problemsOf(schema, {})).toEqual([
    { field: ['spec', 'a', 'b.c'], reason: 'FieldValueRequired', message: 'spec: there are 0 fields' },
  ]);
});

test('rules of what is inside are run, with the way to it', () => {
  const schema: Schema = {
    type: 'object',
    properties: { list: { type: 'array', items: ruled(INTEGER, 'self > 0') } },
    additionalProperties: ruled(INTEGER, 'self > 0'),
    allOf: [{ properties: { list: ruled({}, 'self.size() < 3') } }],
  };
  expect(problemsOf(schema, { list: [1, 0, 2] }).map(({ field }) => field)).toEqual([
    ['spec', 'list'],
    ['spec', 'list', 1],
  ]);
});

test('what a rule said of a value before, it says again', () => {
  const check = compileRules(ruled(TEXT, "self.startsWith('a') && self.size() < 3"))!;
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\u{1f600}'), maxLength: 4 }), { maxLength: 20 }), (texts) => {
      for (const text of [...texts, ...texts]) {
        const problems: SchemaProblem[] = [];
        check(text, [], problems);
        expect(problems.length === 0).toBe(text.startsWith('a') && [...text].length < 3);
      }
    }),
  );
});

test('a rule that calls what is not known here is named, and never a refusal', () => {
  const schema: Schema = { type: 'object', properties: { a: ruled(TEXT, 'quantity(self).isInteger()') } };
  expect([...rulesNotModelled(schema)]).toEqual(['quantity(self).isInteger()']);
  expect(problemsOf(schema, { a: 'x' })).toEqual([]);
});
