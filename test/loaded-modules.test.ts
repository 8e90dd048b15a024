import { execFileSync } from 'node:child_process';
import { resolve, sep } from 'node:path';

const root = resolve(__dirname, '..');

/** Files that `require(entry)` loads, in a process of its own, relative to the project. */
function loadedBy(entry: string): string[] {
  const script = `require(${JSON.stringify(resolve(root, entry))}); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const files = JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', '-e', script], { cwd: root, encoding: 'utf8' })) as string[];
  return files
    .filter((file) => file.startsWith(root))
    .map((file) =>
      file
        .slice(root.length + 1)
        .split(sep)
        .join('/'),
    );
}

/** Packages among the files. */
function packages(files: string[]): string[] {
  const names = files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  const transpiler = ['esbuild', 'tsx']; // of this test, not of users
  return [...new Set(names)].filter((name) => !transpiler.includes(name)).sort();
}

describe("import 'cdk8s-istio'", () => {
  const files = loadedBy('lib/index.ts');

  test('loads of other packages only cdk8s and constructs', () => {
    expect(packages(files)).toEqual(['cdk8s', 'constructs']);
  });

  test('loads the constructs and the name of the plugin, but neither the L1 classes nor Bookinfo nor what checks', () => {
    const own = files.filter((file) => !file.startsWith('node_modules/'));
    expect(own).toContain('lib/networking/virtual-service.ts');
    expect(own.filter((file) => !/^lib\/(?:index\.ts|networking\/|render\/|plugin\/(?:index|istio-validation)\.ts)/.test(file))).toEqual(
      [],
    );
  });
});

test("import 'cdk8s-istio/bookinfo' loads cdk8s-plus-27 beside", () => {
  expect(packages(loadedBy('lib/bookinfo/index.ts'))).toEqual(['cdk8s', 'cdk8s-plus-27', 'constructs']);
});

test("import 'cdk8s-istio/install' loads of other packages only cdk8s and constructs", () => {
  expect(packages(loadedBy('lib/install/index.ts'))).toEqual(['cdk8s', 'constructs']);
});

test("import 'cdk8s-istio/jest' loads neither jest nor cdk8s nor the constructs", () => {
  const files = loadedBy('lib/jest/index.ts');
  expect(packages(files)).toEqual(['re2js']);
  expect(files.filter((file) => /^(?:imports|lib\/(?:networking|render|bookinfo))\//.test(file))).toEqual([]);
});

test("import 'cdk8s-istio/check' and 'cdk8s-istio/mesh' load what checks only when it is asked for", () => {
  for (const entry of ['lib/synth/index.ts', 'lib/mesh.ts']) {
    const files = loadedBy(entry);
    expect(packages(files)).not.toContain('@bufbuild/cel');
    expect(files.filter((file) => file.startsWith('lib/check/'))).toEqual([]);
  }
});
