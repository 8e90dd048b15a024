import { readRows, Verdict } from './corpus';
import { analyze, suppress } from '../lib/check/analysis';
import { Model } from '../lib/model';
import { EXPLAINED_FINDINGS, ExplainedFinding } from './explained';
import { modelOf, objectOf, OF_ADMISSION } from './analysis-model';

interface Row {
  readonly id: string;
  readonly features: readonly string[];
  readonly manifests: string;
  readonly all: readonly { readonly code: string; readonly resource: string }[];
}

/** The set of codes and objects that every analyzer of Istio's together reports on generated meshes. */
export function* fuzzAnalysis(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  let ofAdmission = 0;
  for (const each of readRows(path)) {
    const row = each as Row;
    if (!filter(row.id)) continue;
    ofAdmission += row.all.filter(({ code }) => OF_ADMISSION.has(code)).length;
    yield judge(row);
  }
  for (let count = 0; count < ofAdmission; count++) {
    yield { id: 'fuzz-analysis', section: 'messages', kind: 'outOfScope', detail: 'IST0106 or IST0133: the admission layer reports these' };
  }
}

function judge({ id, features, manifests, all }: Row): Verdict {
  const want = new Set(
    all.filter(({ code }) => !OF_ADMISSION.has(code)).map(({ code, resource }) => `${code} ${withController(resource)}`),
  );
  try {
    const model = modelOf([manifests], undefined, 'default');
    const found = suppress(model, analyze(model)).filter(({ code }) => code.startsWith('IST'));
    const got = new Set(found.map(({ code, resource }) => `${code} ${objectOf(resource)}`));
    const missing = [...want].filter((each) => !got.has(each));
    const extra = [...got].filter((each) => !want.has(each));
    if (missing.length + extra.length === 0) return { id, section: 'meshes', kind: 'agrees' };
    const explained = missing.map((each) => explain(model, each));
    if (extra.length === 0 && explained[0] && explained.every((each) => each !== undefined)) {
      return { id, section: 'meshes', kind: 'explained', detail: explained[0].name };
    }
    const detail = [...missing.map((each) => `missing ${each}`), ...extra.map((each) => `extra ${each}`)].join('; ');
    return { id, section: 'meshes', kind: 'differs', detail, tags: features };
  } catch (error) {
    return {
      id,
      section: 'meshes',
      kind: 'differs',
      detail: `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    };
  }
}

function explain(model: Model, missing: string): ExplainedFinding | undefined {
  const space = missing.indexOf(' ');
  return EXPLAINED_FINDINGS.find(({ applies }) => applies(model, missing.slice(0, space), missing.slice(space + 1)));
}

/** The corpus names the Pods that it derived; what is to be mended is their Deployment. */
function withController(resource: string): string {
  const derived = /^Pod ([^/]+)\/(.+)-[0-9a-f]{8}-0$/.exec(resource);
  return derived ? `Deployment ${derived[1]}/${derived[2]}` : resource;
}
