import fc from 'fast-check';
import { readDocuments } from './documents';
import { markTextColons } from './flow-text';
import { normalise } from './text';
import { findPlace, SyntaxProblem } from './values';

const document = (text: string) => [...readDocuments(normalise(text))][0]!;

// What sigs.k8s.io/yaml 1.6.0 makes of each.
test.each<[string, unknown]>([
  ['- [a, b:]', [['a', 'b:']]],
  ['a: [1.2.3.4, 001:db8::]', { a: ['1.2.3.4', '001:db8::'] }],
  ['- [b:, c:]', [['b:', 'c:']]],
  ['- {b:}', [{ 'b:': null }]],
  ['- {b:, c: d:}', [{ 'b:': null, c: 'd:' }]],
  ['- {a: {b: [c::]}}', [{ a: { b: ['c::'] } }]],
  ['- [1:, ~:, on:, 0x1:]', [['1:', '~:', 'on:', '0x1:']]],
  ['- {<<:}', [{ '<<:': null }]],
  ['- [a :, b\n  :]', [['a :', 'b :']]],
  ['- [a\n  b:]', [['a b:']]],
  ['a: [\nb:,\n# c:]\nc: d:]', { a: ['b:', { c: 'd:' }] }],
  ['- [&x b:, *x]', [['b:', 'b:']]],
  [`- [a":, "b":, 'c':]`, [['a":', { b: null }, { c: null }]]],
  ['- [a:b, {c:d}, "e":f]', [['a:b', { 'c:d': null }, { e: 'f' }]]],
  ['- {a: , b: }', [{ a: null, b: null }]],
  ['- [a:\n  ]', [[{ a: null }]]],
  ['- [a:#b]', [['a:#b']]],
  ['- [a] # b:]\n- "[c:]"\n- [d:]', [['a'], '[c:]', ['d:']]],
  ['a: "\\L"\nb: [c:]', { a: '\u2028', b: ['c:'] }],
  ['a: x [b:]\nc: |\n  [d:]\ne: b:]\nf: a?b ::c', { a: 'x [b:]', c: '[d:]\n', e: 'b:]', f: 'a?b ::c' }],
  ['- [{? a : b}]', [[{ a: 'b' }]]],
  ['- ["a?b", "::1"]', [['a?b', '::1']]],
])('%j is %j', (text, value) => {
  expect(document(text).value).toEqual(value);
});

test.each<[string, RegExp, number]>([
  ['- [a?b]', /^kubectl takes a \? in \[\] or \{\} for the start of a key; quote this text$/, 4],
  ['- {a: /b?c}', /for the start of a key/, 7],
  ['- [?a]', /for the start of a key/, 4],
  ['- [?]', /^kubectl reads no empty key/, 5],
  ['- [::1]', /^kubectl reads no text that begins with :/, 4],
  ['- {a: :b}', /^kubectl reads no text that begins with :/, 7],
  ['- {"a"::b}', /^kubectl reads no text that begins with :/, 8],
  ['- {: 1}', /^kubectl reads no empty key/, 4],
  ['- [a, :]', /^kubectl reads no empty key/, 7],
  ['- {a:{b: 1}}', /^kubectl takes this : for text; put a blank after it$/, 5],
  ['- [a:[b]]', /^kubectl takes this : for text; put a blank after it$/, 5],
  ['- [!!str a:]', /^kubectl takes this : for text; put a blank after it, or quote the text$/, 11],
])('%j is refused, as kubectl does or reads it otherwise', (text, message, column) => {
  const error = (() => {
    try {
      return document(text);
    } catch (thrown) {
      return thrown;
    }
  })() as SyntaxProblem;
  expect(error).toBeInstanceOf(SyntaxProblem);
  expect(error.message).toMatch(message);
  expect(error.at).toEqual({ line: 1, column });
});

test('what follows a : that is text stands where it stood', () => {
  const { root, places } = document('# [a:]\na:\n  b: [c, d:, {e:, f: g:}]\n  h: [i:]\n').locate();
  expect(root).toEqual({ a: { b: ['c', 'd:', { 'e:': null, f: 'g:' }], h: ['i:'] } });
  expect(findPlace(root, places, ['a', 'b', 1])).toEqual({ line: 3, column: 10 });
  expect(findPlace(root, places, ['a', 'b', 2, 'e:'])).toEqual({ line: 3, column: 15 });
  expect(findPlace(root, places, ['a', 'b', 2, 'f'])).toEqual({ line: 3, column: 19 });
  expect(findPlace(root, places, ['a', 'h', 0])).toEqual({ line: 4, column: 7 });
});

test('what stands in brackets is located, however it is indented', () => {
  const { root, places } = document('a:\n  b: [ # x\n"c", {d: e,\n g: "x\n\n y"} # ]\n ]\n  h: {i: 1,\nj: 2}\nk: 1\n').locate();
  expect(findPlace(root, places, ['a', 'b', 1])).toEqual({ line: 3, column: 6 });
  expect(findPlace(root, places, ['a', 'b', 1, 'g'])).toEqual({ line: 4, column: 2 });
  expect(findPlace(root, places, ['a', 'h', 'j'])).toEqual({ line: 9, column: 1 });
  expect(findPlace(root, places, ['k'])).toEqual({ line: 10, column: 1 });
});

test('a key in quotes that begins a line is no reason to refuse brackets that are not indented', () => {
  expect(document('a:\n  b: {\n ? "x:,]" : 1 }\n  c: {z: 1}\n').value).toEqual({ a: { b: { 'x:,]': 1 }, c: { z: 1 } } });
});

test('what is no text in brackets is left as it is', () => {
  const text = 'a: b:] ?\n# [c:]\n"d:]": "{e:}?"\nf: >\n  {"g":[1], h:}\n  [::]?\n\ni: {"j":[k]}\n';
  const refuse = jest.fn<never, [string, number]>();
  expect(markTextColons(text, refuse)).toBe(text);
  expect(refuse).not.toHaveBeenCalled();
});

test('texts without blanks and brackets are read as they are, wherever their colons', () => {
  const word = fc.stringMatching(/^[ab.][ab:"'#/.]{0,5}$/).filter((text) => !/^\.+$/.test(text));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.constantFrom(',', ', ', ',\n', ',  # x:]\n  '), (words, comma) => {
      const { value } = document(`a:\n  - [${words.join(comma)}]\n`);
      expect(value).toEqual({ a: [words] });
    }),
  );
});
