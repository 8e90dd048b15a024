import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { analyzeJson } from './analyze-json';
import { Verdict } from './corpus';
import { crdJson } from './crd-json';
import { EXPLAINED, EXPLAINED_ADMISSION, EXPLAINED_FINDINGS } from './explained';
import { fuzzAdmissionSchema } from './fuzz-admission-schema';
import { fuzzAdmissionWebhook } from './fuzz-admission-webhook';
import { fuzzAnalysis } from './fuzz-analysis';
import { fuzzRoutes } from './fuzz-routes';
import { routeJson } from './route-json';
import { samplesAnalysis } from './samples-analysis';
import { samplesSchema } from './samples-schema';
import { samplesWebhook } from './samples-webhook';
import { validateCliJson } from './validate-cli-json';
import { webhookJson } from './webhook-json';

/**
 * Runs the corpora of a folder against the engine and the checks: `node --import tsx conformance/cases.ts [DIR] [PATTERN]`.
 * PATTERN limits the run to ids that fit it. Exit 1 if a case differs without explanation, or if there is none.
 */
const CORPORA: readonly { readonly file: string; readonly run: (path: string, filter: (id: string) => boolean) => Iterable<Verdict> }[] = [
  { file: 'fuzz-routes.ndjson.gz', run: fuzzRoutes },
  { file: 'route.json', run: routeJson },
  { file: 'crd.json', run: crdJson },
  { file: 'samples.json', run: samplesSchema },
  { file: 'fuzz-admission.ndjson.gz', run: fuzzAdmissionSchema },
  { file: 'webhook.json', run: webhookJson },
  { file: 'validate-cli.json', run: validateCliJson },
  { file: 'fuzz-admission.ndjson.gz', run: fuzzAdmissionWebhook },
  { file: 'samples.json', run: samplesWebhook },
  { file: 'analyze.json', run: analyzeJson },
  { file: 'fuzz-analysis.ndjson.gz', run: fuzzAnalysis },
  { file: 'samples.json', run: samplesAnalysis },
];

type Counts = Record<Verdict['kind'], number>;

function main(dir: string, pattern: string | undefined): number {
  const limit = pattern === undefined ? undefined : new RegExp(pattern);
  const verdicts: Verdict[] = [];
  for (const { file, run } of CORPORA) {
    const path = join(dir, file);
    if (!existsSync(path)) continue;
    const own = [...run(path, (id) => !limit || limit.test(id))];
    print(file, own);
    verdicts.push(...own);
  }
  const differing = verdicts.filter(({ kind }) => kind === 'differs' || kind === 'notModelled');
  for (const { id, kind, detail } of differing) console.log(`${kind === 'differs' ? 'differs' : 'not modelled'} ${id}: ${detail}`);
  for (const { name, why } of [...EXPLAINED, ...EXPLAINED_ADMISSION, ...EXPLAINED_FINDINGS]) {
    const ids = verdicts.filter(({ kind, detail }) => kind === 'explained' && detail === name).map(({ id }) => id);
    if (ids.length > 0) console.log(`explained: ${name}: ${ids.join(', ')}\n  ${why}`);
  }
  if (verdicts.length === 0) console.log(`No case in ${dir}: is it a folder of cases?`);
  const passed = verdicts.filter(({ kind }) => kind === 'agrees' || kind === 'explained').length;
  const failed = verdicts.filter(({ kind }) => kind === 'differs').length;
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

function print(file: string, verdicts: readonly Verdict[]): void {
  const sections = new Map<string, Counts>();
  const reasons = new Map<string, number>();
  for (const { section, kind, detail } of verdicts) {
    const counts = sections.get(section) ?? { agrees: 0, differs: 0, explained: 0, notModelled: 0, outOfScope: 0 };
    counts[kind]++;
    sections.set(section, counts);
    const reason = `${section}: ${detail ?? ''}`;
    if (kind === 'outOfScope') reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  console.log(file);
  for (const [section, { agrees, differs, explained, notModelled, outOfScope }] of sections) {
    console.log(
      `  ${section}: ${agrees} agree, ${differs} differ, ${explained} explained, ${notModelled} not modelled, ${outOfScope} out of scope`,
    );
  }
  for (const [reason, count] of reasons) console.log(`  out of scope, ${count} of ${reason}`);
}

process.exitCode = main(process.argv[2] ?? '../shared/cases', process.argv[3]);
