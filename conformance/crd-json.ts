import { readFileSync } from 'node:fs';
import { checkSchema } from '../lib/check/schema';
import { Verdict } from './corpus';
import { Manifest } from './schema-verdict';
import { load } from './yaml';

interface Case {
  readonly id: string;
  readonly kind: string;
  /** Part of what the API server says; null where it takes the manifest. */
  readonly expectedError: string | null;
  readonly yaml: string;
}

/** What Istio's own tests of its CRDs say: which manifests the API server takes. */
export function* crdJson(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { readonly cases: readonly Case[] };
  for (const { id, kind, expectedError, yaml } of cases) {
    if (!filter(id)) continue;
    const problems = checkSchema(load(yaml) as Manifest);
    const got = problems.map(({ field, reason }) => `${field.join('.')} ${reason}`).join(' | ');
    yield problems.length > 0 === (expectedError !== null)
      ? { id, section: kind, kind: 'agrees' }
      : { id, section: kind, kind: 'differs', detail: `want ${expectedError ?? 'valid'}, got ${got === '' ? 'valid' : got}` };
  }
}
