import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkSchema } from '../lib/check/schema';
import { Verdict } from './corpus';
import { Manifest } from './schema-verdict';
import { loadAll } from './yaml';

interface Sample {
  readonly file: string;
}

/** Every document of the files that Istio ships as samples: the API server takes them all. */
export function* samplesSchema(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { readonly cases: readonly Sample[] };
  for (const file of new Set(cases.map((each) => each.file))) {
    for (const [index, manifest] of (loadAll(readFileSync(join(dirname(path), file), 'utf8')) as Manifest[]).entries()) {
      const id = `${file}#${index}`;
      if (!filter(id)) continue;
      const section = 'API server, samples';
      const got = checkSchema(manifest).map(({ field, reason, message }) => `${field.join('.')} ${reason}: ${message}`);
      yield got.length === 0
        ? { id, section, kind: 'agrees' }
        : { id, section, kind: 'differs', detail: `want valid, got ${got.join(' | ')}` };
    }
  }
}
