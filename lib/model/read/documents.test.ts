import { readDocuments } from './documents';
import { normalise } from './text';

const documents = (text: string) => [...readDocuments(normalise(text))];
const values = (text: string): unknown[] => documents(text).map(({ value }) => value);

describe('YAML is split as kubectl does it, before it is parsed', () => {
  test.each<[string, string, unknown[]]>([
    ['at every ---', 'a: 1\n---\nb: 2\n--- # c\nc: 3', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['without a line break at the end', 'a: 1\n---', [{ a: 1 }]],
    ['and documents without content are skipped', '---\n# nothing\n---\n---\na: 1\n---\nnull\n---\n~\n', [{ a: 1 }]],
    ['whatever the line breaks', 'a: |\r\n  x\r\n  y\r\n---\r\nb: 1\r\n', [{ a: 'x\ny\n' }, { b: 1 }]],
    ['also in a block scalar', 'a: |\n  x\n---\n  z\n', [{ a: 'x\n' }, 'z']],
    ['though not where --- is indented', 'a: |\n  x\n  ---\n  y\n', [{ a: 'x\n---\ny\n' }]],
  ])('%s', (_, text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  test('a quoted string does not go on after a line of ---', () => {
    expect(() => values('a: "x\n---\n  y"\n')).toThrow('this quote is never closed; add the closing quote');
  });

  test.each(['a: 1\n--- b: 2\n', 'a: 1\n---b\n', 'a: |\n  x\n---x\n', '--- >\n x\n'])('text on the line of --- is refused: %j', (text) => {
    expect(() => values(text)).toThrow(/^kubectl takes every line that begins with --- for the end of a document/);
  });

  test('documents are numbered and located in the whole text', () => {
    expect(documents('# first\n---\na: 1\n---\n\n\n  b: 2\n')).toMatchObject([
      { number: 2, at: { line: 3, column: 1 } },
      { number: 3, at: { line: 7, column: 3 } },
    ]);
    expect(() => values('a: 1\n---\nb: 1\nc: [\n')).toThrow(expect.objectContaining({ at: { line: 5, column: 1 } }) as Error);
  });
});

describe('what begins with { is a stream of JSON values', () => {
  test('one or several, whatever stands between them', () => {
    expect(values('{"a": 1}')).toEqual([{ a: 1 }]);
    expect(values(' {"a": "}\\""}\n{"b": [{}]} {"c": "\\/\\ud83d\\ude00"}null\n')).toEqual([{ a: '}"' }, { b: [{}] }, { c: '/😀' }]);
  });

  test.each<[string, string, number, number]>([
    ['{"a": 1}\n---\n{"b": 2}\n', 'a JSON value is expected; text goes in double quotes', 2, 1],
    ['{a: 1}\n', 'a key in double quotes is expected', 1, 2],
    ['{\n  "a": 1,\n}\n', 'a key in double quotes is expected', 3, 1],
    ['{\n "a" 1}\n', '":" is expected after the key', 2, 6],
    ['{"a": [1 2]}\n', '"," or "]" is expected', 1, 10],
    ['{"a": 1', '"," or "}" is expected', 2, 1],
    ['{"a": "b', 'this can not stand in a JSON string; write a line break as \\n, a tab as \\t, a backslash as \\\\', 1, 9],
    ['{"a": 1e999}', '1e999 is too large a number; quote it if it is text', 1, 7],
    ['{"a": 01}', '"," or "}" is expected', 1, 8],
    ['{"a": tru}', 'a JSON value is expected; text goes in double quotes', 1, 7],
  ])('%j is refused, and where', (text, problem, line, column) => {
    const message = `${problem} (what begins with { is read as JSON, by kubectl too)`;
    expect(() => values(text)).toThrow(expect.objectContaining({ message, at: { line, column } }) as Error);
  });

  test('a key that is there twice is noted', () => {
    const [document] = documents('{"a": 1,\n "a": 2}');
    expect(document!.value).toEqual({ a: 2 });
    expect(document!.notes()).toMatchObject([{ kind: 'duplicate-key', at: { line: 2, column: 2 } }]);
  });
});
