import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { analyze } from '../lib/check/analysis';
import { modelOf, objectOf } from './analysis-model';
import { Verdict } from './corpus';

/** Manifests that Istio ships have no finding at error level, each file by itself; what an open world leaves out is none by default either. */
export function* samplesAnalysis(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  const root = join(dirname(path), 'samples-valid');
  for (const file of yamlFiles(root)) {
    const id = `analysis of sample ${file.slice(root.length + 1)}`;
    if (!filter(id)) continue;
    const model = modelOf([readFileSync(file, 'utf8')], undefined, 'default');
    const errors = analyze(model).filter(({ level }) => level === 'error');
    const detail = errors.map(({ code, resource, message }) => `${code} ${objectOf(resource)}: ${message}`).join('; ');
    yield { id, section: 'errors', kind: errors.length === 0 ? 'agrees' : 'differs', detail };
  }
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? yamlFiles(path) : /\.ya?ml$/.test(path) ? [path] : []))
    .sort();
}
