import { readDocuments } from './documents';

const read = (text: string) => readDocuments(text, 'bundle.yaml');

test('reads each document as plain data, and counts the empty ones it leaves out', () => {
  expect(read('# nothing\n---\na: 1\n---\n# nothing\n---\n- on\n')).toEqual([
    { where: 'bundle.yaml, document 1', value: { a: 1 } },
    { where: 'bundle.yaml, document 3', value: ['on'] },
  ]);
  expect(read('')).toEqual([]);
});

test.each([
  [
    'a syntax error',
    'a: 1\n---\nb: [1,\n c: }\n',
    'bundle.yaml:4:5: invalid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['a key given twice', 'a: 1\na: 2\n', 'bundle.yaml:2:1: invalid YAML: Map keys must be unique'],
  ['an unknown tag', 'a: !secret x\n', 'bundle.yaml:1:4: invalid YAML: Unresolved tag: !secret'],
  ['an alias', 'a: &x 1\nb: *x\n', 'bundle.yaml:2:4: the alias *x'],
  ['a mapping that contains itself', 'a: &x\n  b: *x\n', 'bundle.yaml:2:6: the alias *x'],
  ['the key __proto__', 'a:\n  __proto__: {}\n', 'bundle.yaml:2:3: the key __proto__'],
  ['a key that is a list', '? [a]\n: 1\n', 'bundle.yaml:1:3: a key that is not a string'],
  ['a key that is null', '~: 1\n', 'bundle.yaml:1:1: a key that is not a string'],
  ['an infinite number', 'a: .inf\n', 'bundle.yaml:1:4: the number .inf'],
  ['a number that is not a number', 'a: .nan\n', 'bundle.yaml:1:4: the number .nan'],
  ['a number that JavaScript would round', 'a: 9223372036854775807\n', 'bundle.yaml:1:4: the number 9223372036854775807'],
])('refuses %s, with line and column', (_, text, message) => {
  expect(() => read(text)).toThrow(message);
});

test('keeps numbers that are exact', () => {
  expect(read('[4294967295, -0.1, 1e3]')[0]?.value).toEqual([4294967295, -0.1, 1000]);
});

test('refuses an alias bomb before it goes off', () => {
  const levels = [...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`);
  expect(() => read(['a: &a [x]', ...levels].join('\n'))).toThrow(
    'bundle.yaml:2:8: the alias *a\n  expected: a bundle without YAML aliases',
  );
});

test.each([
  ['lists', '['],
  ['mappings', '{a: '],
  ['block lists', '- '],
])('refuses %s that nest too deep to be read', (_, bracket) => {
  expect(() => read(bracket.repeat(100_000))).toThrow('bundle.yaml: is nested more than 200 levels deep');
});

test('refuses what is too much to be read', () => {
  const limits = { depth: 10, tokens: 20 };
  expect(readDocuments('[a, b, c]', 'bundle.yaml', limits)).toHaveLength(1);
  expect(() => readDocuments('[a, b, c, d, e, f, g]', 'bundle.yaml', limits)).toThrow('bundle.yaml: has more than 20 YAML tokens');
});
