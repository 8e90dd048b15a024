import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { judgeAdmission } from './admission-verdict';
import { Verdict } from './corpus';
import { loadAll } from './yaml';

interface Sample {
  readonly file: string;
  readonly docIndex: number;
  readonly kind: string;
}

/** The manifests that Istio ships, which its webhook takes. */
export function* samplesWebhook(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { readonly cases: readonly Sample[] };
  for (const { file, docIndex, kind } of cases) {
    const id = `${file}#${docIndex}`;
    if (!filter(id)) continue;
    const manifest = loadAll(readFileSync(join(dirname(path), file), 'utf8'))[docIndex];
    yield judgeAdmission(id, `webhook, samples of ${kind}`, [manifest], { valid: true });
  }
}
