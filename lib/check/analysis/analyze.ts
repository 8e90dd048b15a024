import { compareStrings, Model } from '../../model';
import { Finding, Level } from '../finding';
import { Report } from './analyzer';
import { ANALYZERS } from './analyzers';
import { CATALOGUE } from './catalogue';
import { Context } from './context';

/** What may be said about the world around the set. */
export interface AnalysisOptions {
  /**
   * Takes as existing what the set can't know: hosts, gateways, Secrets and namespaces outside of it.
   * @default false: it is reported, as a warning where Istio would say error
   */
  readonly open?: boolean;
  /** The time at which certificates are to be valid. @default now */
  readonly now?: Date;
}

/** What the set's objects show together: Istio's analyzers' findings and ours, in an order that only the objects decide. */
export function analyze(model: Model, options: AnalysisOptions = {}): readonly Finding[] {
  const context = new Context(model, options.now);
  const present = new Set(model.kindsPresent);
  const findings = new Map<string, Finding>();
  for (const analyzer of ANALYZERS) {
    if (!analyzer.kinds.some((kind) => present.has(kind))) continue;
    for (const report of analyzer.analyze(context)) {
      const finding = toFinding(report, options.open ?? false);
      if (!finding) continue;
      const key = sortKey(finding);
      const same = findings.get(key);
      if (!same || finding.message < same.message) findings.set(key, finding);
    }
  }
  return [...findings].sort(([a], [b]) => compareStrings(a, b)).map(([, finding]) => finding);
}

function toFinding(report: Report, open: boolean): Finding | undefined {
  const { code, resource, field, message, outside } = report;
  if (outside && open) return undefined;
  return { code, level: levelOf(report), message, resource, field, ...(outside && { outside }) };
}

function levelOf({ code, outside, likelyFine }: Report): Level {
  if (likelyFine) return 'info';
  const { level } = CATALOGUE[code];
  return outside && level === 'error' ? 'warning' : level;
}

/** By object, then field, then code; list indexes in their own order. Two findings of one key are one mistake. */
function sortKey({ resource, field, code }: Finding): string {
  const place = field.map((step) => (typeof step === 'number' ? String(step).padStart(6, '0') : step)).join('\u0001');
  return [resource.kind, resource.namespace, resource.name, place, code].join('\u0000');
}
