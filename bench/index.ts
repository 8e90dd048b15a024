/**
 * The speed of this package, each figure against a floor or a peer in the same run. `npm run bench`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { measure, type Pair, report } from './pairs';

const here = __dirname;
const node = process.execPath;
const synthObjects = (side: string): string[] => [node, '--import', 'tsx', join(here, 'synth-objects.ts'), side];

const [ours, plain] = ['l2', 'plain'].map((side) => {
  const [command, ...args] = synthObjects(side);
  return execFileSync(command!, [...args, '--hash'], { encoding: 'utf8' }).split('\n')[0];
});
if (ours !== plain) throw new Error('the two sides of the first pair make different YAML');

const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-istio-bench-'));
const cdk8s = resolve(here, '../node_modules/.bin/cdk8s');
const synthBookinfo = (app: string, outdir: string): string[] => [
  node,
  join(here, 'wall-time.cjs'),
  cdk8s,
  'synth',
  '--check-upgrade=false',
  '--app',
  app,
  '--output',
  join(scratch, outdir),
];

const pairs: Pair[] = [
  {
    name: 'Synth of 20,000 objects in one chart: constructs of this package, against the same objects as ApiObjects',
    unit: 'ms',
    ours: synthObjects('l2'),
    floor: synthObjects('plain'),
  },
  {
    name: "`cdk8s synth` of Bookinfo: this project's set-up, against the ts-node of cdk8s-cli's template",
    unit: 'ms',
    ours: synthBookinfo('node --import tsx main.ts', 'tsx'),
    floor: synthBookinfo('npx ts-node main.ts', 'ts-node'),
    cwd: resolve(here, '..'),
  },
  {
    name: "Loading: require('cdk8s') and require('cdk8s-istio'), against require('cdk8s') alone",
    unit: 'ms',
    ours: [node, join(here, 'import-time.cjs'), 'cdk8s-istio'],
    floor: [node, join(here, 'import-time.cjs')],
  },
];

try {
  for (const pair of pairs) report(pair, measure(pair));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

// These have limits of their own, and say so by their exit code.
for (const script of ['read.ts', 'route.ts', 'check.ts', 'check-objects.ts']) {
  const { status } = spawnSync(node, ['--import', 'tsx', join(here, script)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
