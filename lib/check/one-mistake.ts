import type { Resource } from '../model';
import { append, at } from '../model';
import type { FieldPath } from '../model/read';
import type { Finding } from './finding';
import type { Refusals } from './refusals';

/** Analyzers that say in Istio's words what the webhook warns of, at the rule as a whole or at one of its matches. */
const WARNED_OF_TOO: ReadonlySet<string> = new Set(['IST0130', 'IST0131']);

/**
 * Codes that follow from another one at the same field: of a Gateway that is missing no server has the host, either, and a
 * prefix that no path fits takes no neighbours.
 */
const FOLLOWS: ReadonlyMap<string, string> = new Map([
  ['IST0132', 'IST0101'],
  ['IST0146', 'IST0147'],
  ['prefix-takes-neighbours', 'path-never-matches'],
]);

const CAUSES: ReadonlySet<string> = new Set(FOLLOWS.values());

/**
 * Makes one finding of what several layers say of one mistake. A field that is refused says nothing to later layers, so:
 *  - of two refusals of one field by the API server the first stays;
 *  - istiod's words go where the API server has refused the field, one that it is in, or one in it (two levels at most:
 *    what is said of a route as a whole is another matter than a header of it), or has found the field by a wrong name,
 *    and where istiod refuses a field around it;
 *  - an analyzer's words go where the field, or one that it is in, is refused, or the same value elsewhere in its list;
 *  - what follows from another finding at the field goes;
 *  - of a webhook's warning and an analyzer's finding at one field the graver stays, else the analyzer's, whose code says more.
 */
export function oneByMistake(refusals: readonly Refusals[], analysis: readonly Finding[]): readonly Finding[] {
  const findings: Finding[] = [];
  const refused = new Map<Resource, Finding[]>();
  const warned = new Map<Resource, Finding[]>();
  for (const { schema, admission } of refusals) {
    const resource = (schema[0] ?? admission[0])?.resource;
    if (!resource) continue;
    const kept: Finding[] = schema.filter(({ field }, index) => schema.findIndex((other) => isSame(other.field, field)) === index);
    const left = admission.filter(
      (finding) => !schema.some((refusal) => covers(refusal, finding)) && !admission.some((other) => isWithin(finding, other)),
    );
    findings.push(...kept, ...left.filter(({ level }) => level === 'error'));
    refused.set(resource, [...schema, ...left.filter(({ level }) => level === 'error')]);
    warned.set(
      resource,
      left.filter(({ level }) => level !== 'error'),
    );
  }
  for (const finding of withoutConsequences(analysis)) {
    if (refused.get(finding.resource)?.some(({ field }) => isIn(finding.field, field) || isTwin(finding, field))) continue;
    const warnings = warned.get(finding.resource);
    if (warnings) {
      const rest = warnings.filter((warning) => !saysAsMuch(finding, warning));
      warned.set(finding.resource, rest);
      if (finding.level === 'info' && rest.some(({ field }) => isSame(field, finding.field))) continue;
    }
    findings.push(finding);
  }
  return findings.concat(...warned.values());
}

/** Without what another finding at the same field says already. */
function withoutConsequences(findings: readonly Finding[]): readonly Finding[] {
  const told = new Map<Resource, Finding[]>();
  for (const finding of findings) if (CAUSES.has(finding.code)) append(told, finding.resource, finding);
  return findings.filter(({ code, resource, field }) => {
    const cause = FOLLOWS.get(code);
    return cause === undefined || !told.get(resource)?.some((other) => other.code === cause && isSame(other.field, field));
  });
}

function covers(refusal: Refusals['schema'][number], { field, resource }: Finding): boolean {
  if (isIn(field, refusal.field)) return true;
  if (refusal.field.length - field.length <= 2 && isIn(refusal.field, field)) return true;
  // A field by a wrong name is missed by its right one.
  return refusal.reason === 'StrictDecoding' && isIn(field, refusal.field.slice(0, -1)) && at(resource.manifest, ...field) === undefined;
}

/** Whether an error is in a field that another error refuses; what is said of a spec as a whole tells nothing of its fields. */
function isWithin(finding: Finding, outer: Finding): boolean {
  return outer.level === 'error' && outer.field.length > 1 && finding.field.length > outer.field.length && isIn(finding.field, outer.field);
}

function saysAsMuch(finding: Finding, warning: Finding): boolean {
  if (WARNED_OF_TOO.has(finding.code)) return isIn(finding.field, warning.field) || isIn(warning.field, finding.field);
  return finding.level !== 'info' && isSame(finding.field, warning.field);
}

/** Whether two items of a list are the same text, as in a list of hosts. */
function isTwin({ field, resource: { manifest } }: Finding, other: FieldPath): boolean {
  const last = field.length - 1;
  if (typeof field[last] !== 'number' || other.length !== field.length || !isIn(other, field.slice(0, last))) return false;
  const value = at(manifest, ...field);
  return typeof value === 'string' && value === at(manifest, ...other);
}

function isSame(a: FieldPath, b: FieldPath): boolean {
  return a.length === b.length && isIn(a, b);
}

/** Whether a field is another one, or in it. */
function isIn(field: FieldPath, outer: FieldPath): boolean {
  return outer.every((step, index) => field[index] === step);
}
