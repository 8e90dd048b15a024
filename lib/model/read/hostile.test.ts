import { MAX_BYTES, MAX_DEPTH, MAX_SCALAR } from './limits';
import { readYaml } from './read-text';

const HEAD = 'apiVersion: v1\nkind: ConfigMap\n';

/** `a` to `j`, each holding the one before it nine times. */
function bomb(item: (alias: string) => string): string {
  const names = [...'abcdefghij'];
  return HEAD + names.map((name, i) => `${name}: &${name} ${i === 0 ? '[x]' : item(`*${names[i - 1]}`)}\n`).join('');
}

test.each<[string, () => string, RegExp]>([
  [
    'a bomb of lists',
    () => bomb((alias) => `[${Array(9).fill(alias).join()}]`),
    /^<text>:8:26: too much of this document comes from aliases/,
  ],
  [
    'a bomb of mappings',
    () => bomb((alias) => `{${[...'tuvwxyz'].map((key) => `${key}: ${alias}`).join()}}`),
    /too much of this document comes from aliases/,
  ],
  [
    'one anchor and many aliases',
    () => `${HEAD}a: &a [${'1,'.repeat(2000)}]\nb: [${'*a,'.repeat(2000)}]\n`,
    /too much of this document comes from aliases/,
  ],
  [
    'one large mapping that is merged many times',
    () => `${HEAD}a: &a {${Array.from({ length: 1e5 }, (_, i) => `k${i}: 1`).join()}}\nb: [${'{<<: *a},'.repeat(1e4)}]\n`,
    /^<text>:4:6: too many << in so large a document/,
  ],
  ['deep brackets', () => `${HEAD}a: ${'['.repeat(1e5)}`, /^<text>:3:505: more than 500 levels/],
  ['deep braces', () => `${HEAD}a: ${'{a: '.repeat(1e5)}`, /more than 500 levels/],
  ['deep lists', () => `${HEAD}a:\n ${'- '.repeat(1e5)}`, /more than 500 levels/],
  ['deep indentation', () => `${HEAD}${Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')}`, /more than 500 levels/],
  [
    'deep aliases',
    () => `${HEAD}a: &a ${'['.repeat(300)}${']'.repeat(300)}
b: ${'['.repeat(300)}*a${']'.repeat(300)}
`,
    /more than 500 levels, aliases expanded/,
  ],
  ['deep JSON', () => `{"a": ${'['.repeat(1e5)}`, /^<text>:1:506: more than 500 levels/],
  ['a scalar without end', () => `${HEAD}a: "${'x'.repeat(MAX_SCALAR + 1)}"`, /^<text>:3:4: a text of more than 4194304 characters/],
  [
    'a block without end',
    () => `${HEAD}a: |\n${`  ${'x'.repeat(1000)}\n`.repeat(MAX_SCALAR / 1000)}`,
    /^<text>:3:4: a text of more than 4194304 characters/,
  ],
  ['too much text', () => ' '.repeat(MAX_BYTES + 1), /^<text>: larger than 64 MB/],
])('%s is refused, long before jest loses patience', (_, make, message) => {
  expect(() => readYaml(make())).toThrow(message);
});

test('what is as deep as is allowed is read', () => {
  const depth = MAX_DEPTH - 1;
  expect(readYaml(`${HEAD}a: ${'['.repeat(depth)}${']'.repeat(depth)}\n`)).toHaveLength(1);
  expect(readYaml(`{"apiVersion": "v1", "kind": "A", "a": ${'['.repeat(depth)}${']'.repeat(depth)}}`)).toHaveLength(1);
});

test.each<[string, string]>([
  [
    'YAML',
    `${HEAD}__proto__: {polluted: 1}\na: &a {__proto__: {polluted: 1}}\nb: *a\nc: {<<: *a}\nconstructor: {prototype: {polluted: 1}}\n`,
  ],
  [
    'JSON',
    '{"apiVersion": "v1", "kind": "A", "__proto__": {"polluted": 1}, "a": {"__proto__": {"polluted": 1}}, "b": {"__proto__": {"polluted": 1}}, "c": {"__proto__": {"polluted": 1}}, "constructor": {"prototype": {"polluted": 1}}}',
  ],
])('__proto__ is a key like any other in %s', (_, text) => {
  const [{ object, source }] = readYaml(text) as [any];
  for (const holder of [object, object.a, object.b, object.c]) {
    expect(Object.getOwnPropertyDescriptor(holder, '__proto__')).toMatchObject({ value: { polluted: 1 }, enumerable: true });
    expect(Object.getPrototypeOf(holder)).toBe(Object.prototype);
  }
  expect(({} as any).polluted).toBeUndefined();
  expect(source.locate(['__proto__', 'polluted']).line).toBeGreaterThan(0);
});

test('words of Object.prototype are no duplicates', () => {
  const [{ source }] = readYaml(`${HEAD}toString: 1\nhasOwnProperty: 1\nvalueOf: {constructor: 1}\n`) as [any];
  expect(source.notes()).toEqual([]);
});

test.each([
  ['holds itself', '{&x {a: *x}: 1}'],
  [
    'grows with every alias',
    `[&x0 {}, ${Array.from({ length: 40 }, (_, i) => `&x${i + 1} {a: *x${i}, b: *x${i}}`).join(', ')}, {*x40 : 1}, {{}: 1}]`,
  ],
])('a mapping as a key that %s is refused', (_, value) => {
  expect(() => readYaml(`${HEAD}a: ${value}\n`)).toThrow(/is no key; quote it/);
});
