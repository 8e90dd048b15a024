import { readRows, Verdict } from './corpus';
import { ApiServerVerdict, differenceFrom, Manifest } from './schema-verdict';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly mutations: readonly string[];
  readonly manifest: Manifest;
  readonly apiserver: ApiServerVerdict;
}

/** What a real API server said of generated manifests, plain and spoilt. */
export function* fuzzAdmissionSchema(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  for (const row of readRows(path)) {
    const { id, kind, mutations, manifest, apiserver } = row as Row;
    if (!filter(id)) continue;
    const section = `API server, ${kind}`;
    const detail = differenceFrom(apiserver, manifest);
    yield detail === undefined ? { id, section, kind: 'agrees' } : { id, section, kind: 'differs', detail, tags: mutations };
  }
}
