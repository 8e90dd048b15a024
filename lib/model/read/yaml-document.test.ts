import { readDocuments } from './documents';
import { normalise } from './text';
import { SyntaxProblem } from './values';

const documents = (text: string) => [...readDocuments(normalise(text))];

function read(text: string): unknown {
  const found = documents(text);
  expect(found).toHaveLength(1);
  return found[0]!.value;
}

const item = (text: string): unknown => (read(`- ${text}\n`) as unknown[])[0];

test.each([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['~', 'null', 'Null', 'NULL', ''].map((word) => [word, null] as const),
])('%j is the word %j', (word, meaning) => {
  expect(item(word)).toBe(meaning);
});

test.each<[string, number]>([
  ['8080', 8080],
  ['+1', 1],
  ['-1', -1],
  ['-0', 0],
  ['08', 8],
  ['0777', 511],
  ['-0o7', -7],
  ['0o777', 511],
  ['0x1F', 31],
  ['0b11', 3],
  ['1_000', 1000],
  ['0_7', 7],
  ['1.', 1],
  ['.5', 0.5],
  ['1e3', 1000],
  ['1_0.5', 10.5],
  ['-0.0', 0],
  ['18446744073709551616', 18446744073709551616],
])('%s is the number %d', (text, number) => {
  expect(item(text)).toBe(number);
});

test.each([
  ...['oN', 'yEs', 'tRUE', 'nULL', 'none', 'http://x:80'],
  ...['12:30', '2001-01-01', '2001-01-01T10:00:00Z', '1e400', '0x', '0xg', '0xFFFFFFFFFFFFFFFFF', '.e5', '.', '+', '1e', '1.2.3', '0o8'],
])('%s is text', (text) => {
  expect(item(text)).toBe(text);
});

test.each(['.inf', '-.INF', '+.Inf', '.nan', '.NaN', '!!float .inf'])('%s is refused, for JSON can not hold it', (text) => {
  expect(() => item(text)).toThrow(/^JSON has no .*; quote it if it is text$/);
});

test('what is refused is located', () => {
  expect(() => read('---\na: 1\nb:   .inf\n')).toThrow(expect.objectContaining({ at: { line: 3, column: 6 } }) as Error);
});

test('what is in quotes, or a block, is text', () => {
  expect(read(`- "on"\n- 'on'\n- "1"\n- '~'\n- |-\n  1`)).toEqual(['on', 'on', '1', '~', '1']);
});

test.each<[string, unknown]>([
  ['!!str 1', '1'],
  ['!!str', ''],
  ['! 1', '1'],
  ['!!int "1"', 1],
  ['!!float 1', 1],
  ['!!bool "yes"', true],
  ['!!null ""', null],
  ['!!map {a: 1}', { a: 1 }],
])('the tagged %s is %j', (text, meaning) => {
  expect(item(text)).toEqual(meaning);
});

test.each(['!custom 1', '!!binary aGVsbG8=', '!!timestamp 2001-01-01', '!!set {a}', '!!int x', '!!bool 1'])(
  'the tagged %s is refused',
  (text) => {
    expect(() => item(text)).toThrow(/; remove the tag$/);
  },
);

test.each<[string, string, unknown]>([
  ['a list as far left as its key', 'a:\n- 1\n- 2\nb: 3\n', { a: [1, 2], b: 3 }],
  ['empty values', 'a:\nb:\n  -\n  - \nc: {d: , e}\n', { a: null, b: [null, null], c: { d: null, e: null } }],
  ['explicit keys', '? a\n: 1\n? b\n', { a: 1, b: null }],
  ['JSON in YAML', '[{"a": [1, "b", {"c":null}],\n\t"d":true}]\n', [{ a: [1, 'b', { c: null }], d: true }]],
  ['keys that are words or numbers', 'on: 1\n08: 2\n"off": 3\n', { true: 1, 8: 2, off: 3 }],
  ['a block scalar', 'a: |\n  b\n   c\n\nd: >-\n  e\n  f\n', { a: 'b\n c\n', d: 'e f' }],
])('reads %s', (_, text, value) => {
  expect(read(text)).toEqual(value);
});

test.each<[string, string, RegExp, number]>([
  ['a tab as indentation', 'a:\n\tb: 1\n', /indent with spaces/, 2],
  ['two colons on a line', 'a: b: c\n', /check the indentation and the quotes$/, 1],
  ['an open quote', 'x: 1\na: "b\nc: d\n', /^this quote is never closed; add the closing quote$/, 2],
  ['an open brace', 'a: {b: 1\n', /add the closing bracket$/, 2],
  ['text after a string', 'a: 1\nb: "b" c\n', /check the indentation and the quotes$/, 2],
  ['text after the value', '[a]]\n', /check the indentation and the quotes$/, 1],
  ['an unknown alias', 'a: *b\n', /mark a value before it with &, or quote this one$/, 1],
  ['a directive', '%YAML 1.1\n---\na: 1\n', /remove the line that begins with %/, 2],
  ['a template', 'a: 1\nb: {{ .Values.x }}\n', /is no key; quote it$/, 2],
  ['a list as a key', 'a: 1\n? [a]\n: 1\n', /is no key; quote it$/, 2],
  ['null as a key', 'a: 1\n~: 1\n', /is no key; quote it$/, 2],
  ['an empty key', 'a: 1\n: 1\n', /a key node is missed/, 2],
  ['a fraction as a key', 'a: 1\n1.50: 1\n', /is no key; quote it$/, 2],
  ['a line separator', 'a: 1\nb: "x\u2028y"\n', /ends a line for kubectl/, 2],
  ['<< of a scalar', 'a: 1\n<<: 1\n', /give << a mapping or a list of mappings/, 2],
  ['an alias inside what it stands for', 'b: 1\na: &x [*x]\n', /stands inside what it stands for/, 2],
])('refuses %s', (_, text, message, line) => {
  const problem = (() => {
    try {
      documents(text);
    } catch (error) {
      return error;
    }
  })() as SyntaxProblem;
  expect(problem).toBeInstanceOf(SyntaxProblem);
  expect(problem.message).toMatch(message);
  expect(problem.at.line).toBe(line);
});

test('an alias is a copy of its own', () => {
  const value = read('a: &x {b: [1]}\nc: *x\nd: {<<: *x}\n') as Record<string, { b: number[] }>;
  expect(value).toEqual({ a: { b: [1] }, c: { b: [1] }, d: { b: [1] } });
  expect(new Set([value.a!.b, value.c!.b, value.d!.b]).size).toBe(3);
});

describe('<<', () => {
  test('loses to keys after it, and is no duplicate of them', () => {
    const [document] = documents('base: &b {a: 1, c: 1}\nx:\n  <<: *b\n  c: 2\n');
    expect(document!.value).toMatchObject({ x: { a: 1, c: 2 } });
    expect(document!.notes()).toEqual([]);
  });

  test('of a list takes the first', () => {
    expect(read('- &a {x: 1}\n- &b {x: 2, z: 2}\n- <<: [*a, *b]\n')).toEqual([{ x: 1 }, { x: 2, z: 2 }, { x: 1, z: 2 }]);
  });

  test('is refused where a key before it differs, for kubectl and YAML disagree', () => {
    expect(() => read('base: &b {a: 1}\nx:\n  a: 2\n  <<: *b\n')).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^<< brings the key "a"/), at: { line: 4, column: 3 } }) as Error,
    );
    expect(() => read('a: &a {x: 1}\nb: {<<: *a, <<: *a}\n')).toThrow('a second << in one mapping');
  });

  test('is text in quotes', () => {
    expect(read('"<<": 1\n')).toEqual({ '<<': 1 });
  });
});

test('of a key that is there twice the last wins, and that is noted', () => {
  const [document] = documents('a: 1\nb:\n  c: 1\n  c: 2\na: 3\n1: a\n"1": b\n');
  expect(document!.value).toEqual({ a: 3, b: { c: 2 }, 1: 'b' });
  expect(document!.notes()).toMatchObject([
    { kind: 'duplicate-key', at: { line: 4, column: 3 } },
    { kind: 'duplicate-key', at: { line: 5, column: 1 } },
    { kind: 'duplicate-key', at: { line: 7, column: 1 } },
  ]);
});

test('what follows ... is not read, and that is noted', () => {
  expect(documents('a: 1\n...\nb: [\n')).toMatchObject([{ value: { a: 1 } }]);
  expect(documents('a: 1\n...\nb: [\n')[0]!.notes()).toMatchObject([{ kind: 'unread-text', at: { line: 2, column: 1 } }]);
  expect(documents('a: 1\n... # end\n# of it\n')[0]!.notes()).toEqual([]);
});
