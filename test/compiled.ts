import { transformFileSync } from '@swc/core';
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '..');

/**
 * Compiles the library, types unchecked, for tests that start it as a program again and again: that takes a second once,
 * to compile it at every start takes more than one each time.
 *
 * @param name of a folder of its own under node_modules, from where packages are found as from the project
 * @returns the folder, laid out as `build/` is
 */
export function compiled(name: string): string {
  const folder = join(root, 'node_modules/.cache', name);
  rmSync(folder, { recursive: true, force: true });
  for (const file of sources()) {
    const target = join(folder, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    if (file.endsWith('.json')) copyFileSync(join(root, file), target);
    else writeFileSync(target, transformFileSync(join(root, file), OPTIONS).code);
  }
  return folder;
}

const OPTIONS = { module: { type: 'commonjs' }, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } } as const;

function sources(): readonly string[] {
  const files = ['lib', 'imports'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  return files
    .filter((file) => (file.endsWith('.ts') && !file.endsWith('.test.ts')) || /^imports\/[^/]*\.json$/.test(file))
    .concat('package.json');
}
