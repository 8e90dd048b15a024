import { readFileSync } from 'node:fs';
import { KINDS } from '../lib/check/admission/kinds';
import { kindOf } from '../lib/model';
import { judgeAdmission } from './admission-verdict';
import { Verdict } from './corpus';
import { loadAll } from './yaml';

interface Case {
  readonly name: string;
  readonly valid: boolean;
  readonly warn: boolean;
  readonly yaml: string;
}

/** What `istioctl validate` says of files. */
export function* validateCliJson(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { readonly cases: readonly Case[] };
  const section = 'istioctl validate';
  for (const { name, valid, warn, yaml } of cases) {
    if (!filter(name)) continue;
    const manifests = loadAll(yaml) as { readonly apiVersion?: string; readonly kind?: string }[];
    const other = manifests.find(({ apiVersion = '', kind = '' }) => !KINDS.has(kindOf(apiVersion, kind)));
    yield other
      ? { id: name, section, kind: 'outOfScope', detail: `${other.kind}, which the webhook does not judge: ${name}` }
      : judgeAdmission(name, section, manifests, { valid, warned: warn });
  }
}
