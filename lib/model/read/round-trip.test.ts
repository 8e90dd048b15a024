import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readYaml } from './read-text';
import type { FileSource } from './source';

const jsYaml = jest.requireActual<{ dump(value: unknown, options: object): string }>('js-yaml');

/** What kubectl could take for something other than text. */
const ODD = [
  'on',
  'y',
  'N',
  '~',
  'null',
  '0777',
  '0o17',
  '0x1F',
  '0b1',
  '08',
  '1_000',
  '.5',
  '1e3',
  '-1',
  '.inf',
  '12:30',
  '2001-01-01',
  '<<',
  '=',
  '',
  ' ',
  '- a',
  'a: b',
  '# c',
  '|',
  '*a',
  '%',
  '---',
  '...',
  '__proto__',
  'a\n b\n',
  '\u2028',
  '\x85',
  '😀',
  'é',
  '"',
  "'",
  '\\',
  '\t',
  '\0',
];

/** Characters that writers of YAML 1.2 leave as they are, but that are line breaks or nothing at all in YAML 1.1. */
const LOST = /(?![\n\t])\p{Cc}|[\u2028\u2029\ufeff\ufffe\uffff]/u;
const anyText = fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
const text = anyText.filter((s) => !LOST.test(s));
const names = fc.constantFrom('a', 'b', 'spec', 'x-y', '__proto__', 'é');

function objects(text: fc.Arbitrary<string>, key: fc.Arbitrary<string>) {
  const { mapping } = fc.letrec<{ value: unknown; mapping: Record<string, unknown> }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      tie('mapping'),
    ),
    mapping: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  }));
  return mapping.map((spec) => ({ apiVersion: 'v1', kind: 'A', spec }));
}

const readOne = (source: string): { object: unknown; source: FileSource } => {
  const found = readYaml(source);
  expect(found).toHaveLength(1);
  return found[0] as { object: unknown; source: FileSource };
};

const WRITERS: Readonly<Record<string, [texts: fc.Arbitrary<string>, write: (value: unknown) => string]>> = {
  JSON: [anyText, (value) => JSON.stringify(value, undefined, 1)],
  'JSON in YAML': [text, (value) => `---\n${JSON.stringify(value)}`],
  'js-yaml': [text, (value) => jsYaml.dump(value, { forceQuotes: true, lineWidth: 40 })],
  'yaml, flow': [
    text,
    (value) =>
      `---\n${stringify(value, { version: '1.1', defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE', collectionStyle: 'flow' })}`,
  ],
  'yaml, blocks': [
    text,
    (value) => stringify(value, { version: '1.1', defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'QUOTE_DOUBLE' }),
  ],
};

test.each(Object.keys(WRITERS))('what %s writes is read as it was', (writer) => {
  const [texts, write] = WRITERS[writer]!;
  fc.assert(
    fc.property(
      objects(
        texts,
        fc.oneof(
          names,
          texts.filter((s) => s !== '<<'),
        ),
      ),
      (value) => {
        expect(readOne(write(value)).object).toEqual(value);
      },
    ),
    { numRuns: 300 },
  );
});

// cdk8s writes what only Go takes for a number without quotes. Such a text reaches the cluster as a number.
const UNQUOTED = ['0o17'];

test.each(ODD.filter((odd) => !LOST.test(odd) && odd !== '<<' && !UNQUOTED.includes(odd)))(
  'cdk8s writes the text %j so that kubectl reads it as text',
  (odd) => {
    const value = { apiVersion: 'v1', kind: 'A', spec: { [odd]: odd, list: [odd] } };
    expect(readOne(Yaml.stringify(value)).object).toEqual(value);
  },
);

test('every key is located where it stands', () => {
  const paths = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
    typeof value !== 'object' || value === null
      ? [path]
      : [path, ...Object.entries(value).flatMap(([k, v]) => paths(v, [...path, Array.isArray(value) ? Number(k) : k]))];
  fc.assert(
    fc.property(objects(text, names), fc.constantFrom('json', 'flow', 'block'), (value, style) => {
      const written = style === 'block' ? stringify(value, { version: '1.1' }) : JSON.stringify(value, undefined, 2);
      const all = style === 'flow' ? `# in brackets\n---\n${written}` : written;
      const lines = all.split('\n');
      const { source } = readOne(all);
      for (const path of paths(value)) {
        const step = path[path.length - 1];
        if (typeof step !== 'string') continue;
        const { line, column } = source.locate(path);
        expect(lines[line - 1]!.slice(column - 1)).toMatch(style === 'block' ? new RegExp(`^"?${step}"?:`) : new RegExp(`^"${step}": `));
      }
    }),
    { numRuns: 300 },
  );
});
