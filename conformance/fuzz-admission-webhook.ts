import { judgeAdmission } from './admission-verdict';
import { readRows, Verdict } from './corpus';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly manifest: unknown;
  readonly istiod: { readonly valid: boolean; readonly errors: readonly string[]; readonly warnings: readonly string[] };
}

/** What istiod's webhook was seen to say of generated objects of all kinds. */
export function* fuzzAdmissionWebhook(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  for (const row of readRows(path)) {
    const { id, kind, manifest, istiod } = row as Row;
    if (filter(id)) yield judgeAdmission(id, `webhook ${kind}`, [manifest], { ...istiod, warned: istiod.warnings.length > 0 });
  }
}
