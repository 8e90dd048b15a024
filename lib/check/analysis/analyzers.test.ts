import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ANALYZERS } from './analyzers';
import { CATALOGUE, Code } from './catalogue';

/** Files of the folders below that have an analyzer, by path without ending. */
const files = readdirSync(__dirname)
  .filter((name) => statSync(join(__dirname, name)).isDirectory())
  .flatMap((folder) => readdirSync(join(__dirname, folder)).map((name) => `${folder}/${name}`))
  .filter((path) => !path.endsWith('.test.ts') && readFileSync(join(__dirname, path), 'utf8').includes(': Analyzer = {'))
  .map((path) => path.replace(/\.ts$/, ''));

test('Every file with an analyzer is in the table, under its own path', () => {
  expect(ANALYZERS.map(({ name }) => name).sort()).toEqual(files.sort());
});

test('Every analyzer has a table of cases beside it', () => {
  for (const path of files) expect(statSync(join(__dirname, `${path}.test.ts`)).isFile()).toBe(true);
});

test('Every code is some analyzer’s, but for the one of suppressions', () => {
  const reported = new Set<Code>(ANALYZERS.flatMap(({ codes }) => [...codes]));
  expect(Object.keys(CATALOGUE).filter((code) => !reported.has(code as Code))).toEqual(['unused-suppression']);
});

test('A code has one level and one sentence', () => {
  for (const { level, description } of Object.values(CATALOGUE)) {
    expect(['error', 'warning', 'info']).toContain(level);
    expect(description).toMatch(/^[A-Za-z].*\.$/);
  }
});
