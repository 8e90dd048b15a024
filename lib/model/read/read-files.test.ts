import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadError } from './read-error';
import { readFiles } from './read-files';
import type { FileSource } from './source';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-files-'));
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  for (const path of ['mesh', 'mesh/sub', 'mesh/named.yaml', 'empty', 'deep', 'deep/sub', 'links', 'loop']) mkdirSync(join(folder, path));
  for (const name of ['b.yaml', 'a.yml', 'B.json', 'é.yaml', 'sub/c.yaml']) write(`mesh/${name}`, object(name));
  write('mesh/notes.txt', 'no: object');
  write('mesh/d.YAML', 'no: object');
  write('mesh/named.yaml/x.yaml', object('x'));
  write('deep/sub/a.yaml', object('deep'));
  write('other.txt', object('other'));
  write('bad.yaml', `${object('bad')}---\n${object('bad')}spec: [\n`);
  symlinkSync(join(folder, 'mesh/b.yaml'), join(folder, 'links/a.yaml'));
  symlinkSync(join(folder, 'links'), join(folder, 'links/self'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'gone.yaml'));
  symlinkSync(join(folder, 'loop/a.yaml'), join(folder, 'loop/a.yaml'));
  symlinkSync(join(folder, 'mesh'), join(folder, 'mesh-link'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const object = (name: string): string =>
  name.endsWith('.json')
    ? JSON.stringify({ apiVersion: 'v1', kind: 'A', metadata: { name } })
    : `apiVersion: v1\nkind: A\nmetadata: {name: ${name}}\n`;

function names(paths: string[], options: Parameters<typeof readFiles>[1] = {}): unknown[] {
  return readFiles(
    paths.map((path) => (path === '-' ? path : join(folder, path))),
    options,
  ).map((found) => found.object.metadata?.name);
}

test('a folder means its .yaml, .yml and .json files, in the order of their names', () => {
  expect(names(['mesh'])).toEqual(['B.json', 'a.yml', 'b.yaml', 'é.yaml']);
});

test('its subfolders are read when asked for, each where its name comes', () => {
  expect(names(['mesh'], { recursive: true })).toEqual(['B.json', 'a.yml', 'b.yaml', 'x', 'sub/c.yaml', 'é.yaml']);
});

test('a file that is named is read whatever its name', () => {
  expect(names(['other.txt', 'mesh/b.yaml'])).toEqual(['other', 'b.yaml']);
});

test('- is stdin', () => {
  expect(names(['-', 'other.txt'], { stdin: () => object('piped') })).toEqual(['piped', 'other']);
  expect(() => names(['-'], { stdin: () => 'a: 1' })).toThrow('-:1:1: no apiVersion');
});

test('symbolic links to files are followed, those to folders only if they are named', () => {
  expect(names(['links'], { recursive: true })).toEqual(['b.yaml']);
  expect(names(['mesh-link'])).toHaveLength(4);
});

test('a source names the file as it was found', () => {
  const [{ source }] = readFiles([join(folder, 'mesh')]) as unknown as [{ source: FileSource }];
  expect(source.file).toBe(join(folder, 'mesh/B.json'));
});

test.each<[string, string]>([
  ['missing.yaml', 'no such file or folder; check the path'],
  ['other.txt/x', 'no such file: a part of the path before it is no folder; check the path'],
  ['empty', 'no .json, .yaml, .yml file in this folder; name the folder or the files that you mean'],
  [
    'deep',
    'no .json, .yaml, .yml file in this folder, and its subfolders are not read unless asked for; name the folder or the files that you mean',
  ],
  ['loop', 'a symbolic link that leads back to itself; mend or remove it'],
])('%s: %s', (path, reason) => {
  expect(() => names([path])).toThrow(expect.objectContaining({ name: 'ReadError', reason }) as Error);
});

test('a link that leads nowhere is said to', () => {
  expect(() => names(['gone.yaml'])).toThrow(
    `${join(folder, 'gone.yaml')}: a symbolic link to ${join(folder, 'nowhere')}, which does not exist; mend or remove the link`,
  );
});

test('what can not be parsed is located', () => {
  expect(() => names(['bad.yaml'])).toThrow(expect.objectContaining({ file: join(folder, 'bad.yaml'), line: 9 }) as Error);
});

test('reading goes on after a file that can not be read where that is asked for', () => {
  const unread: ReadError[] = [];
  expect(names(['bad.yaml', 'other.txt'], { onUnread: (error) => unread.push(error) })).toEqual(['other']);
  expect(unread).toEqual([expect.objectContaining({ file: join(folder, 'bad.yaml'), line: 9, isForeign: false })]);
  expect(() => names(['missing.yaml'], { onUnread: () => undefined })).toThrow('no such file or folder');
});

test.each<[string, boolean]>([
  ['replicas: 1', true],
  ['- op: remove', true],
  ['a: 1\n---\nb: 1', true],
  ['apiVersion: v2\nname: chart', false],
  ['kind: Service', false],
  [`a: 1\n---\n${object('x')}`, false],
  [`${object('x')}---\na: 1`, false],
])('%j is about something else than Kubernetes: %j', (text, isForeign) => {
  const unread: ReadError[] = [];
  readFiles(['-'], { stdin: () => text, onUnread: (error) => unread.push(error) });
  expect(unread).toEqual([expect.objectContaining({ isForeign })]);
});

test('a device without end is not read to its end', () => {
  expect(() => readFiles(['/dev/zero'])).toThrow('/dev/zero: larger than 64 MB, which is more than is read from one file; split it');
});
