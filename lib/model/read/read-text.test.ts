import { ReadError } from './read-error';
import { readBytes, readYaml } from './read-text';
import type { FileSource } from './source';

const HEAD = 'apiVersion: v1\nkind: ConfigMap\n';
const objects = (text: string): unknown[] => readYaml(text).map(({ object }) => object);
const sources = (text: string): FileSource[] => readYaml(text, 'x.yaml').map(({ source }) => source as FileSource);

describe('objects', () => {
  test('are those of all documents', () => {
    expect(objects(`${HEAD}---\n# none\n---\n${HEAD}`)).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap' },
      { apiVersion: 'v1', kind: 'ConfigMap' },
    ]);
  });

  test('of a List are its items, also of a List in a List', () => {
    const text =
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: A}\n- {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: B}]}\n';
    expect(objects(text)).toEqual([
      { apiVersion: 'v1', kind: 'A' },
      { apiVersion: 'v1', kind: 'B' },
    ]);
  });

  test('of a List of one kind may leave out what they are', () => {
    expect(objects('apiVersion: v1\nkind: ServiceList\nitems: [{metadata: {name: a}}]\n')).toEqual([
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } },
    ]);
    expect(objects('apiVersion: v1\nkind: ServiceList\nitems:\n')).toEqual([]);
  });

  test.each<[string, string]>([
    ['just text', '<text>:1:1: a scalar, where a Kubernetes object is expected; write apiVersion: and kind: at the left margin'],
    ['- a: 1', '<text>:1:1: a list, where a Kubernetes object is expected; write apiVersion: and kind: at the left margin'],
    ['# x\n\na: 1', '<text>:3:1: no apiVersion, so this is no Kubernetes object; add it, or leave the file out'],
    ['apiVersion: v1\nkind: ""', '<text>:1:1: no kind, so this is no Kubernetes object; add it, or leave the file out'],
    ['apiVersion: 1\nkind: A', '<text>:1:1: apiVersion is 1; make it text'],
    [`${HEAD}metadata: x`, '<text>:3:1: metadata is no mapping; put name: and namespace: below it'],
    [`${HEAD}items: {}`, '<text>:3:1: items is no list, and an object with items is a List to kubectl; make it a list'],
    [
      'apiVersion: v1\nkind: List\nitems:\n- a: 1\n-\n',
      '<text>:4:1: no apiVersion, so this is no Kubernetes object; add it, or leave the file out',
    ],
    [
      'name: {{ .Values.name }}',
      '<text>:1:8: a template, which is YAML only when it is rendered; read what comes of it, for instance by `helm template`',
    ],
    [
      '{{- if .Values.on }}\na: 1',
      '<text>:1:2: a template, which is YAML only when it is rendered; read what comes of it, for instance by `helm template`',
    ],
    [
      'a:\n{% if on %}',
      '<text>:2:2: a template, which is YAML only when it is rendered; read what comes of it, for instance by `helm template`',
    ],
    ['# {{ a }}\na: [', '<text>:3:1: unexpected end of the stream within a flow collection; add the closing bracket'],
    ['...\nkind: A', '<text>:1:1: kubectl does not read what follows here; begin a new document with ---'],
    ['---\n...\nkind: A', '<text>:2:1: kubectl does not read what follows here; begin a new document with ---'],
  ])('%j is none', (text, message) => {
    expect(() => objects(text)).toThrow(new ReadError('<text>', message.replace(/^<text>:\d+:\d+: /, ''), position(message)));
  });

  function position(message: string): { line: number; column: number } {
    const [, line, column] = message.split(':');
    return { line: Number(line), column: Number(column) };
  }
});

describe('a source', () => {
  const text = `# mesh
${HEAD}metadata:
  name: a
---
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  spec: {ports: [{port: 80}, {name: b,
    port: 81}]}
- apiVersion: v1
  kind: Service
`;

  test('names file and document', () => {
    expect(sources(text)).toMatchObject([
      { kind: 'file', file: 'x.yaml', document: 1 },
      { kind: 'file', file: 'x.yaml', document: 2 },
      { kind: 'file', file: 'x.yaml', document: 2 },
    ]);
  });

  test('knows where the object and each of its fields stand', () => {
    const [map, first, second] = sources(text);
    expect(map!.locate()).toEqual({ line: 2, column: 1 });
    expect(map!.locate(['metadata', 'name'])).toEqual({ line: 5, column: 3 });
    expect(first!.locate()).toEqual({ line: 10, column: 1 });
    expect(first!.locate(['spec', 'ports', 1])).toEqual({ line: 12, column: 30 });
    expect(first!.locate(['spec', 'ports', 1, 'port'])).toEqual({ line: 13, column: 5 });
    expect(second!.locate(['kind'])).toEqual({ line: 15, column: 3 });
  });

  test('takes the nearest field around one that is not there', () => {
    const [map, first] = sources(text);
    expect(map!.locate(['spec', 'x'])).toEqual({ line: 2, column: 1 });
    expect(first!.locate(['spec', 'ports', 1, 'nodePort'])).toEqual({ line: 12, column: 30 });
    expect(first!.locate(['spec', 'ports', 7])).toEqual({ line: 12, column: 10 });
    expect(first!.locate(['kind', 'x', 'y'])).toEqual({ line: 11, column: 3 });
  });

  test('of what an alias or << brings in is the place of the original', () => {
    const [source] = sources(`${HEAD}a: &a\n  b: 1\nc:\n  <<: *a\n  d: *a\n`);
    expect(source!.locate(['c', 'b'])).toEqual({ line: 4, column: 3 });
    expect(source!.locate(['c', 'd', 'b'])).toEqual({ line: 4, column: 3 });
  });

  test('knows places in JSON', () => {
    const [source] = sources('\n{"apiVersion": "v1",\n "kind": "A", "spec": {"x": [1,\n  {"y": 2}]}}');
    expect(source!.locate()).toEqual({ line: 2, column: 1 });
    expect(source!.locate(['spec', 'x', 1, 'y'])).toEqual({ line: 4, column: 4 });
  });

  test('gives each item of a List its own notes', () => {
    const [first, second] = sources(
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: A, a: 1, a: 2}\n- {apiVersion: v1, kind: B, b: 1, b: 2}\n',
    );
    expect(first!.notes()).toMatchObject([{ at: { line: 4 } }]);
    expect(second!.notes()).toMatchObject([{ at: { line: 5 } }]);
  });
});

describe('bytes', () => {
  test('are UTF-8, or UTF-16 with a byte order mark', () => {
    const text = `\uFEFF${HEAD}data: {a: é}\n`;
    const utf16 = Buffer.from(text, 'utf16le');
    for (const bytes of [Buffer.from(text), utf16, Buffer.from(utf16).swap16()]) {
      expect(readBytes(bytes, 'f')[0]!.object).toMatchObject({ data: { a: 'é' } });
    }
  });

  test('that are neither are refused', () => {
    expect(() => readBytes(Buffer.concat([Buffer.from(`${HEAD}a: é`), Buffer.from([0xff, 0x0a])]), 'f')).toThrow(
      'f:3:5: a byte here is no UTF-8, and kubectl would put U+FFFD in its place; save the file as UTF-8',
    );
  });

  test.each([
    ['\0', '0000'],
    ['\x1b', '001B'],
    ['\x7f', '007F'],
    ['\ud800', 'D800'],
    ['\uffff', 'FFFF'],
  ])('%j is refused in YAML', (character, code) => {
    expect(() => readYaml(`${HEAD}a: b${character}\n`)).toThrow(
      `<text>:3:5: YAML can not hold the character U+${code}; remove it, or write it as an escape in a "quoted" string`,
    );
  });
});
