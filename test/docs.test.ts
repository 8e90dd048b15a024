import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import ts from 'typescript';
import { OUTCOMES } from '../lib/cli/words';
import { compiled } from './compiled';

const root = resolve(__dirname, '..');
const pages = ['', 'docs'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file)),
);

/** The TypeScript blocks of a page, by the line they start on. */
function blocksOf(page: string): { name: string; source: string }[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map((block) => ({
    // As a file of the project's root, so that `cdk8s-istio` means this package.
    name: join(root, `${basename(page)}.${text.slice(0, block.index).split('\n').length}.ts`),
    source: block[1]!,
  }));
}

test('every TypeScript block of the docs compiles', () => {
  const blocks = new Map(pages.flatMap(blocksOf).map(({ name, source }) => [name, `${source}\nexport {};\n`]));
  expect(blocks.size).toBeGreaterThanOrEqual(2);

  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: [], files: [] }, ts.sys, root);
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => blocks.has(path) || disk.fileExists(path),
    getSourceFile: (path, languageVersion, ...rest) => {
      const source = blocks.get(path);
      return source === undefined ? disk.getSourceFile(path, languageVersion, ...rest) : ts.createSourceFile(path, source, languageVersion);
    },
  };
  const program = ts.createProgram([...blocks.keys()], options, host);
  const complaints = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const { line } = diagnostic.file!.getLineAndCharacterOfPosition(diagnostic.start!);
    return `${diagnostic.file!.fileName}:${line + 1}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  });
  expect(complaints).toEqual([]);
}, 120_000);

const library = compiled('docs-test');
afterAll(() => rmSync(library, { recursive: true, force: true }));

describe.each(['docs/cli.md', 'docs/check.md'])('%s', (path) => {
  const page = readFileSync(join(root, path), 'utf8');
  /** This package's command as if it were installed, and a cluster that has what is in dist/. */
  const shell = `
    npx() { shift; '${process.execPath}' '${library}/lib/cli/bin.js' "$@"; }
    kubectl() { for file in dist/*.yaml; do echo ---; cat "$file"; done; }
    exec 2>&1
  `;
  const run = (commands: string): string => execFileSync('bash', ['-c', shell + commands], { cwd: root, encoding: 'utf8' });
  const shown = [...page.matchAll(/^```sh\n(.*?)^```\n\n```(text|json)\n(.*?)^```$/gms)].map(([, commands, form, output]) => ({
    commands: commands!,
    form: form!,
    output: output!,
  }));

  test('says of all its commands what they print', () => {
    expect(shown).toHaveLength(page.match(/^```sh$/gm)!.length);
  });

  test.each(shown)(
    '$commands prints what stands below it',
    ({ commands, form, output }) => {
      const printed = run(commands);
      if (form === 'json') expect(JSON.parse(printed)).toEqual(JSON.parse(output));
      else expect(printed).toBe(output);
    },
    60_000,
  );
});

test('docs/cli.md explains every outcome', () => {
  const page = readFileSync(join(root, 'docs/cli.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, outcome]) => outcome);
  expect(rows.sort()).toEqual([...OUTCOMES].sort());
});
