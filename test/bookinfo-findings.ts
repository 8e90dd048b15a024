/**
 * What the command finds in Bookinfo: in `dist/`, and in each routing scenario on top of it, with the
 * workloads that it needs. Compares with
 * bookinfo-findings.txt, where each kind is explained; `--write` writes it anew, comments kept.
 *
 *     node --import tsx test/bookinfo-findings.ts [--write]
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const file = join(__dirname, 'bookinfo-findings.txt');

/** The workloads, of dist/platform/kube/, of the version that a scenario routes to; dist/ itself does not run them. */
const NEEDED: ReadonlyMap<string, string> = new Map([
  ['virtual-service-details-v2.yaml', 'bookinfo-details-v2.yaml'],
  ['virtual-service-ratings-db.yaml', 'bookinfo-ratings-v2.yaml'],
  ['virtual-service-ratings-mysql.yaml', 'bookinfo-ratings-v2-mysql.yaml'],
  ['virtual-service-ratings-mysql-vm.yaml', 'bookinfo-ratings-v2-mysql-vm.yaml'],
]);

/** A line for each finding of a run of the command, sorted. */
function findingsIn(...paths: string[]): string[] {
  const cli = join(root, 'build/lib/cli/bin.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'check', ...paths, '-o', 'json'], { cwd: root, encoding: 'utf8' });
  if ((status !== 0 && status !== 1) || stderr !== '') throw new Error(`check ${paths.join(' ')} ended with ${status}:\n${stderr}`);
  const { findings } = JSON.parse(stdout) as { findings: { level: string; code: string; object: string; field: string }[] };
  if (status !== (findings.some(({ level }) => level === 'error') ? 1 : 0))
    throw new Error(`check ${paths.join(' ')} ended with ${status}`);
  return findings.map(({ level, code, object, field }) => `${level} ${code} ${object} ${field}`).sort();
}

function report(): string[] {
  const base = findingsIn('dist');
  const lines = ['dist', ...base.map((line) => `  ${line}`)];
  for (const name of readdirSync(join(root, 'dist/networking')).sort()) {
    const scenario = [`networking/${name}`, ...(NEEDED.has(name) ? [`platform/kube/${NEEDED.get(name)!}`] : [])];
    const findings = findingsIn('dist', ...scenario.map((path) => `dist/${path}`)).filter((line) => !line.includes(' duplicate-object '));
    const more = findings.filter((line) => !base.includes(line)).map((line) => `  + ${line}`);
    const gone = base.filter((line) => !findings.includes(line)).map((line) => `  - ${line}`);
    lines.push(`dist and ${scenario.join(' and ')}`, ...more, ...gone);
  }
  return lines;
}

const text = readFileSync(file, 'utf8');
const comments = text.split('\n').filter((line) => line.startsWith('#'));
const expected = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const actual = report();
if (process.argv.includes('--write')) writeFileSync(file, `${[...comments, '', ...actual].join('\n')}\n`);
else if (actual.join('\n') !== expected.join('\n')) {
  for (const line of actual.filter((each) => !expected.includes(each))) console.log(`not expected: ${line}`);
  for (const line of expected.filter((each) => !actual.includes(each))) console.log(`not found:    ${line}`);
  console.log('If that is meant: node --import tsx test/bookinfo-findings.ts --write, and explain what is new.');
  process.exitCode = 1;
} else console.log(`${actual.length} lines as expected`);
