import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFolder } from './folder';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'folder-'));
  folder = join(parent, 'imports');
});
afterEach(() => rmSync(parent, { recursive: true }));

const read = () => Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const files = (content: Record<string, string>) => Promise.resolve(new Map(Object.entries(content)));

test('makes the folder if there is none', async () => {
  await replaceFolder(folder, () => files({ 'index.ts': 'new' }));
  expect(read()).toEqual({ 'index.ts': 'new' });
  expect(readdirSync(parent)).toEqual(['imports']);
});

test('replaces all its files', async () => {
  mkdirSync(folder, { mode: 0o755 });
  writeFileSync(join(folder, 'index.ts'), 'old');
  writeFileSync(join(folder, 'install.istio.io.ts'), 'old');
  await replaceFolder(folder, (workspace) => {
    expect(readdirSync(workspace)).toEqual([]);
    writeFileSync(join(workspace, 'scrap'), 'not a result');
    return files({ 'index.ts': 'new', 'crds.yaml': 'new' });
  });
  expect(read()).toEqual({ 'index.ts': 'new', 'crds.yaml': 'new' });
  expect(readdirSync(parent)).toEqual(['imports']);
  expect(statSync(folder).mode & 0o555).toBe(0o555);
});

test('keeps what the import of Envoy wrote', async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.ts'), 'old');
  writeFileSync(join(folder, 'envoy.json'), 'kept');
  await replaceFolder(folder, () => files({ 'index.ts': 'new' }));
  expect(read()).toEqual({ 'index.ts': 'new', 'envoy.json': 'kept' });
});

test('leaves it alone if there are no files to replace it with', async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.ts'), 'old');
  const failing = replaceFolder(folder, (workspace) => {
    writeFileSync(join(workspace, 'half'), 'written');
    return Promise.reject(new Error('out of ideas'));
  });
  await expect(failing).rejects.toThrow('out of ideas');
  expect(read()).toEqual({ 'index.ts': 'old' });
  expect(readdirSync(parent)).toEqual(['imports']);
});

test('puts it back if it cannot be replaced', async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.ts'), 'old');
  const failing = replaceFolder(folder, (workspace) => {
    // Once the old folder is out of the way, there is no new one.
    const removed = join(workspace, '..', 'next');
    return Promise.resolve({
      [Symbol.iterator]: function* () {
        rmSync(removed, { recursive: true });
      },
    } as unknown as ReadonlyMap<string, string>);
  });
  await expect(failing).rejects.toThrow('ENOENT');
  expect(read()).toEqual({ 'index.ts': 'old' });
  expect(readdirSync(parent)).toEqual(['imports']);
});

test('refuses to lose a file that the import did not write', async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.ts'), 'old');
  writeFileSync(join(folder, 'crd-all.gen.yaml'), 'mine');
  await expect(replaceFolder(folder, () => files({}))).rejects.toThrow(`${folder}: has crd-all.gen.yaml, which would be lost`);
  expect(read()).toEqual({ 'index.ts': 'old', 'crd-all.gen.yaml': 'mine' });
  expect(readdirSync(parent)).toEqual(['imports']);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('cleans up when it is interrupted by %s', async (signal, exitCode) => {
  const exit = jest.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('exit');
  });
  try {
    const interrupted = replaceFolder(folder, (_, stop) => {
      expect(() => process.emit(signal, signal)).toThrow('exit');
      expect(stop.aborted).toBe(true);
      expect(readdirSync(parent)).toEqual([]);
      return Promise.reject(new Error('stopped'));
    });
    await expect(interrupted).rejects.toThrow('stopped');
    expect(exit).toHaveBeenCalledWith(exitCode);
    expect(process.listenerCount(signal)).toBe(0);
  } finally {
    exit.mockRestore();
  }
});
