/**
 * What checks cost: all of them on a large mesh from files, beside `istioctl analyze` where that is on the PATH; per
 * object as the mesh grows; and on top of a synth of Bookinfo. Needs `npm run build`.
 *
 *     node --import tsx bench/check.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cost, type Cost, isThere, limit, median, print, ratio } from './process-cost';
import { meshYaml } from './read-mesh';

const RUNS = 5;
const root = resolve(__dirname, '..');
const cli = join(root, 'build/lib/cli/bin.js');

const scratch = mkdtempSync(join(tmpdir(), 'check-bench-'));
try {
  const files = new Map([1_000, 10_000].map((services) => [services, write(services)]));
  const ours = (services: number): Cost => cost([process.execPath, cli, 'check', files.get(services)!, '--skip', 'IST0102']);
  const theirs = (): Cost => cost(['istioctl', 'analyze', '--use-kube=false', '-A', files.get(10_000)!]);
  const hasPeer = isThere('istioctl', 'version', '--remote=false');
  const [small, large, peer]: [Cost[], Cost[], Cost[]] = [[], [], []];
  for (let i = 0; i < RUNS; i++) {
    small.push(ours(1_000));
    large.push(ours(10_000));
    if (hasPeer) peer.push(theirs());
  }
  console.log(`Checks of a mesh from one file, median of ${RUNS} interleaved runs, each a process of its own`);
  print('1,000 services', small);
  print('10,000 services', large);
  const perObject = (costs: readonly Cost[], services: number): number => (1000 * median(costs.map(({ ms }) => ms))) / (5 * services + 50);
  console.log(
    `  per object         ${perObject(small, 1_000).toFixed(0)} µs, then ${perObject(large, 10_000).toFixed(0)} µs, start included`,
  );
  limit('memory, MB', Math.max(...large.map(({ megabytes }) => megabytes)), 1500);
  if (hasPeer) {
    print('istioctl analyze', peer);
    limit('ratio', ratio(large, peer), 0.5);
  } else console.log('  istioctl is not on the PATH: nothing to compare with');
  const { app, scenarios } = bookinfo();
  limit('ms for Bookinfo', app, 100);
  console.log(`  and ${scenarios.toFixed(0)} ms for each of its routing scenarios on top of it, all together`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function write(services: number): string {
  const path = join(scratch, `${services}.yaml`);
  writeFileSync(path, meshYaml(services));
  return path;
}

/**
 * Milliseconds that all checks take once they are loaded, of what `cdk8s synth` writes to dist/, as one App, and of each
 * scenario on top of it, all in one process.
 */
function bookinfo(): { readonly app: number; readonly scenarios: number } {
  const script = `
    const { Mesh } = require(${JSON.stringify(join(root, 'build/lib/mesh.js'))});
    Mesh.fromYaml('').check();
    const base = Mesh.fromFiles(['dist']);
    const scenarios = ${JSON.stringify(readdirSync(join(root, 'dist/networking')))}.map((name) => Mesh.fromFiles(['dist/networking/' + name]));
    const started = performance.now();
    base.check();
    const app = performance.now() - started;
    for (const scenario of scenarios) base.with(scenario).check();
    console.log(JSON.stringify({ app, scenarios: performance.now() - started - app }));
  `;
  const runs = Array.from({ length: RUNS }, () => {
    const output = execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
    return JSON.parse(output) as { app: number; scenarios: number };
  });
  return { app: median(runs.map(({ app }) => app)), scenarios: median(runs.map(({ scenarios }) => scenarios)) };
}
