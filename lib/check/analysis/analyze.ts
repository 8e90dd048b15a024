import { compareStrings, Model } from '../../model';
import { Finding, Level } from '../finding';
import { Report } from './analyzer';
import { ANALYZERS } from './analyzers';
import { CATALOGUE } from './catalogue';
import { Context } from './context';

/**
 * What the set's objects show together: Istio's analyzers' findings and ours, in an order that only the objects decide.
 * What rests on something that the set can't know is marked so, and a warning where Istio would say error.
 *
 * @param now the time at which certificates are to be valid
 */
export function analyze(model: Model, now?: Date): readonly Finding[] {
  const context = new Context(model, now);
  const present = new Set(model.kindsPresent);
  const findings = new Map<string, Finding>();
  for (const analyzer of ANALYZERS) {
    if (!analyzer.kinds.some((kind) => present.has(kind))) continue;
    for (const report of analyzer.analyze(context)) {
      const finding = toFinding(report);
      const key = sortKey(finding);
      const same = findings.get(key);
      if (!same || isSurer(finding, same)) findings.set(key, finding);
    }
  }
  return [...findings].sort(([a], [b]) => compareStrings(a, b)).map(([, finding]) => finding);
}

function toFinding(report: Report): Finding {
  const { code, resource, field, message, outside = false } = report;
  return { code, level: levelOf(report), message, resource, field, outside };
}

function levelOf({ code, outside, likelyFine }: Report): Level {
  if (likelyFine) return 'info';
  const { level } = CATALOGUE[code];
  return outside && level === 'error' ? 'warning' : level;
}

/** Of two findings of one key that by the set alone, else that by its message, for one has to go. */
function isSurer(a: Finding, b: Finding): boolean {
  return a.outside === b.outside ? a.message < b.message : b.outside === true;
}

/** By object, then field, then code; list indexes in their own order. Two findings of one key are one mistake. */
function sortKey({ resource, field, code }: Finding): string {
  const place = field.map((step) => (typeof step === 'number' ? String(step).padStart(6, '0') : step)).join('\u0001');
  return [resource.kind, resource.namespace, resource.name, place, code].join('\u0000');
}
