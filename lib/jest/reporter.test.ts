import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import RouteCoverageReporter from './reporter';
import type { ReporterOptions } from './thresholds';

const root = resolve(__dirname, '../..');
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'reporter-test-')));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const RUNS = ['reviews-v1', 'reviews-v2', 'client-v1']
  .map((name) => {
    const [app, version] = name.split('-');
    return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec: { template: { metadata: { labels: { app: ${app}, version: ${version} } } } }
`;
  })
  .join('');
const BASE = `apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: shop }
spec: { selector: { app: reviews }, ports: [{ name: http, port: 80 }] }
${RUNS}---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec:
  host: reviews
  subsets:
    - { name: v1, labels: { version: v1 } }
    - { name: v2, labels: { version: v2 } }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  http:
    - name: testers
      match:
        - headers: { user: { exact: anna } }
        - headers: { user: { exact: ben } }
      route: [{ destination: { host: reviews, subset: v2 } }]
    - route: [{ destination: { host: reviews, subset: v1 } }]
`;
const CANARY = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  http:
    - route: [{ destination: { host: reviews, subset: v2 } }]
`;

/** A test file that asks for the reviews as these users, of the base or of the base with the canary. */
const asking = (users: readonly string[], mesh = 'base'): string => `
  const { coverage } = require('cdk8s-istio/jest');
  const { Mesh } = require('cdk8s-istio/mesh');
  const base = Mesh.fromFiles(['base.yaml'], { coverage });
  const canary = base.with(Mesh.fromFiles(['canary.yaml']));
  test.each(${JSON.stringify(users)})('%s', (user) => {
    expect(${mesh}.route({ from: 'shop/client-v1', host: 'reviews', headers: { user } })).toReach('reviews');
  });
`;

let projects = 0;

/** Runs jest on a project of these files, as users have it but for the TypeScript of this package. */
function run(tests: Readonly<Record<string, string>>, options?: ReporterOptions): { code: number | null; text: string; folder: string } {
  const folder = join(scratch, `project-${projects++}`);
  mkdirSync(folder);
  const swc = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } };
  const config = {
    testMatch: ['**/*.test.js'],
    transform: { '^.+\\.ts$': [require.resolve('@swc/jest'), swc] },
    moduleNameMapper: { '^cdk8s-istio/jest$': join(root, 'lib/jest/index.ts'), '^cdk8s-istio/mesh$': join(root, 'lib/mesh.ts') },
    reporters: ['default', [join(root, 'lib/jest/reporter.ts'), options ?? {}]],
  };
  const files = { 'package.json': '{}', 'jest.config.json': JSON.stringify(config), 'base.yaml': BASE, 'canary.yaml': CANARY, ...tests };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js');
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const { status, stderr } = spawnSync(process.execPath, ['--import', tsx, jest, '--ci', '--maxWorkers=2'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, text: stderr, folder };
}

describe('After a run of jest with two workers', () => {
  test('the reporter says what no request has reached, as the docs show it, and fails the run below the threshold', () => {
    const noteWorker = "require('node:fs').appendFileSync('workers', `${process.pid} `);";
    const tests = { 'a.test.js': asking(['anna']) + noteWorker, 'b.test.js': asking(['ben', 'nobody'], 'canary') + noteWorker };
    const { code, text, folder } = run(tests, { threshold: 80 });
    expect(new Set(readFileSync(join(folder, 'workers'), 'utf8').trim().split(' ')).size).toBe(2);
    const example = /^```text\n(Reached by requests\n.*?)^```$/ms.exec(readFileSync(join(root, 'docs/routing-tests.md'), 'utf8'))![1];
    expect(text).toContain(`\n${example}`);
    expect(text).toContain('Tests:       3 passed, 3 total');
    expect(code).toBe(1);
  }, 60_000);

  test('nothing is missed, and the run passes, if what one test file leaves out another asks', () => {
    const tests = { 'a.test.js': asking(['anna', 'nobody']), 'b.test.js': asking(['ben']), 'c.test.js': asking(['ben'], 'canary') };
    const { code, text } = run(tests, { threshold: 100 });
    expect(text).toContain('all  3 of 3 (100 %)  2 of 2 (100 %)  2 of 2 (100 %)\n');
    expect(text).not.toContain('No request has reached');
    expect(code).toBe(0);
  }, 60_000);
});

describe('Without records', () => {
  function complete(options?: ReporterOptions): { text: string; error: string | undefined } {
    const reporter = new RouteCoverageReporter(undefined, options);
    const lines: string[] = [];
    const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    try {
      reporter.onRunStart();
      reporter.onRunComplete();
    } finally {
      write.mockRestore();
    }
    return { text: lines.join(''), error: reporter.getLastError()?.message };
  }
  const remedy = "give the meshes that count the recorder of 'cdk8s-istio/jest', e.g. Mesh.fromFiles(['dist'], { coverage })";

  test('the reporter says how to get some', () => {
    expect(complete()).toEqual({ text: `\nNo request was recorded: ${remedy}\n`, error: undefined });
  });

  test('a threshold is not met', () => {
    const error = `A threshold is set, but nothing to compare with it. No request was recorded: ${remedy}`;
    expect(complete({ threshold: 1 })).toEqual({ text: `\n${error}\n`, error });
  });
});

test.each<[unknown, string]>([
  [{ threshhold: 80 }, 'has no option threshhold; it has threshold'],
  [{ threshold: 101 }, 'threshold is 101; give 0 to 100, or { routes: 80, matches: 80, subsets: 80 }'],
  [{ threshold: '80' }, 'threshold is "80"; give 0 to 100'],
  [{ threshold: null }, 'threshold is null; give 0 to 100'],
  [{ threshold: { routes: NaN } }, 'threshold is null; give 0 to 100'],
  [{ threshold: { rules: 80 } }, 'there is no threshold for rules; give 0 to 100, or { routes: 80'],
])('Options of no use are refused: %j', (options, message) => {
  expect(() => new RouteCoverageReporter(undefined, options as ReporterOptions)).toThrow(`cdk8s-istio/jest/reporter`);
  expect(() => new RouteCoverageReporter(undefined, options as ReporterOptions)).toThrow(message);
});
