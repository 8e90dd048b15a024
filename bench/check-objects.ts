/**
 * What checks cost that look at one object after the other, as the API server and istiod's webhook do: the 20,000 Istio
 * objects of a mesh of 10,000 services in one file, beside `kubeconform` (types alone, by schemas made of the same CRDs)
 * and `istioctl validate` where they are on the PATH. Needs `npm run build`.
 *
 *     node --import tsx bench/check-objects.ts
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cost, type Cost, isThere, limit, print, ratio } from './process-cost';
import { meshYaml } from './read-mesh';

const RUNS = 5;
const SERVICES = 10_000;
const root = resolve(__dirname, '..');

const scratch = mkdtempSync(join(tmpdir(), 'check-objects-bench-'));
try {
  const file = join(scratch, 'istio.yaml');
  writeFileSync(file, istioObjects(meshYaml(SERVICES)));
  const cli = join(root, 'build/lib/cli/bin.js');
  const ours = [process.execPath, cli, 'check', file, '--only', 'schema,IST0106'];
  const peers = new Map<string, string[]>();
  if (isThere('kubeconform', '-v')) peers.set('kubeconform', ['kubeconform', '-strict', '-n', '2', ...schemaLocation(scratch), file]);
  if (isThere('istioctl', 'version', '--remote=false')) peers.set('istioctl validate', ['istioctl', 'validate', '-f', file]);
  const costs = new Map<string, Cost[]>(['ours', ...peers.keys()].map((name) => [name, []]));
  for (let i = 0; i < RUNS; i++) {
    costs.get('ours')!.push(cost(ours));
    for (const [name, command] of peers) costs.get(name)!.push(cost(command));
  }
  console.log(`Schema, CEL and webhook rules of ${2 * SERVICES} objects, median of ${RUNS} interleaved runs, each a process of its own`);
  for (const [name, each] of costs) print(name, each);
  for (const name of peers.keys()) limit(`ratio`, ratio(costs.get('ours')!, costs.get(name)!), 1);
  if (peers.size < 2) console.log('  kubeconform or istioctl is not on the PATH: not compared with it');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function istioObjects(yaml: string): string {
  return yaml
    .split('---\n')
    .filter((document) => document.startsWith('apiVersion: networking.istio.io/'))
    .join('---\n');
}

/** Writes the schemas of the two kinds as kubeconform takes them: an object as a whole, and strict about unknown fields. */
function schemaLocation(folder: string): string[] {
  const { kinds } = JSON.parse(readFileSync(join(root, 'imports/schemas.json'), 'utf8')) as {
    kinds: Record<string, { schemas: { properties: Record<string, unknown> }[] }>;
  };
  for (const kind of ['VirtualService', 'DestinationRule']) {
    const [schema] = kinds[kind]!.schemas;
    const own = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };
    const whole = { ...schema, type: 'object', properties: { ...schema!.properties, ...own } };
    writeFileSync(join(folder, `${kind.toLowerCase()}_v1.json`), JSON.stringify(strict(whole)));
  }
  return ['-schema-location', `${folder}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`];
}

function strict(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(strict);
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  const isClosed = copy.type === 'object' && copy.properties !== undefined && copy['x-kubernetes-preserve-unknown-fields'] !== true;
  return isClosed ? { ...copy, additionalProperties: false } : copy;
}
