/**
 * Reading a mesh's YAML from disk (`npm run build` first), against js-yaml alone, which knows neither places nor kubectl's rules.
 *
 *     node --import tsx bench/read.ts [SERVICES]        both in turn, each run a process of its own
 *     node --import tsx bench/read.ts ours|js-yaml FILE one run, in milliseconds
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meshYaml } from './read-mesh';

const RUNS = 7;
const LIMIT = 1.5;

const [side, file] = process.argv.slice(2);
if (side === 'ours' || side === 'js-yaml') console.log(time(side, file!));
else compare(Number(side ?? 10_000));

function time(side: 'ours' | 'js-yaml', path: string): number {
  const compiled = createRequire(__filename);
  const yaml = compiled('js-yaml') as { loadAll(text: string): unknown[] };
  const { readFiles } = compiled('../build/lib/model/read') as typeof import('../lib/model/read');
  const started = performance.now();
  const objects = side === 'ours' ? readFiles([path]) : yaml.loadAll(readFileSync(path, 'utf8'));
  const elapsed = performance.now() - started;
  if (objects.length === 0) throw new Error(`${path} holds nothing`);
  return elapsed;
}

function compare(services: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'read-bench-'));
  try {
    const path = join(folder, 'mesh.yaml');
    writeFileSync(path, meshYaml(services));
    const run = (side: string): number =>
      Number(execFileSync(process.execPath, ['--import', 'tsx', __filename, side, path], { encoding: 'utf8' }));
    const rounds = Array.from({ length: RUNS }, (_, i) => {
      const first = i % 2 ? 'ours' : 'js-yaml';
      const a = run(first);
      const b = run(first === 'ours' ? 'js-yaml' : 'ours');
      return first === 'ours' ? { ours: a, peer: b } : { ours: b, peer: a };
    });
    const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
    const ratio = median(rounds.map(({ ours, peer }) => ours / peer));
    console.log(
      `Reading ${services} services (${(readFileSync(path).length / 1e6).toFixed(1)} MB) from disk, median of ${RUNS} interleaved pairs`,
    );
    console.log(`  ours     ${median(rounds.map(({ ours }) => ours)).toFixed(0)} ms`);
    console.log(`  js-yaml  ${median(rounds.map(({ peer }) => peer)).toFixed(0)} ms`);
    console.log(`  ratio    ${ratio.toFixed(2)} (limit ${LIMIT})`);
    if (ratio > LIMIT) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
