import type { Resource } from '../model';
import { at } from '../model';
import { FieldTree } from './field-tree';
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
  const refused = new Map<Resource, Refused>();
  const warned = new Map<Resource, Warned>();
  for (const { schema, admission } of refusals) {
    const resource = (schema[0] ?? admission[0])?.resource;
    if (!resource) continue;
    const left = leftOf(admission, schema);
    const errors = left.filter(({ level }) => level === 'error');
    findings.push(...firstOfEachField(schema), ...errors);
    refused.set(resource, new Refused([...schema, ...errors]));
    warned.set(resource, new Warned(left.filter(({ level }) => level !== 'error')));
  }
  for (const finding of withoutConsequences(analysis)) {
    if (refused.get(finding.resource)?.has(finding) || warned.get(finding.resource)?.saysMore(finding)) continue;
    findings.push(finding);
  }
  return findings.concat(...[...warned.values()].map(({ left }) => left));
}

/** Without what another finding at the same field says already. */
function withoutConsequences(findings: readonly Finding[]): readonly Finding[] {
  const told = new Map<Resource, FieldTree<string>>();
  for (const { code, resource, field } of findings) {
    if (!CAUSES.has(code)) continue;
    let fields = told.get(resource);
    if (!fields) told.set(resource, (fields = new FieldTree<string>()));
    fields.add(field, code);
  }
  return findings.filter(({ code, resource, field }) => {
    const cause = FOLLOWS.get(code);
    return cause === undefined || !told.get(resource)?.of(field).includes(cause);
  });
}

function firstOfEachField(findings: readonly Finding[]): readonly Finding[] {
  const fields = new FieldTree<Finding>();
  for (const finding of findings) if (fields.of(finding.field).length === 0) fields.add(finding.field, finding);
  return findings.filter((finding) => fields.of(finding.field).includes(finding));
}

/** What istiod says that neither the API server nor istiod itself says of a field around it. */
function leftOf(admission: Refusals['admission'], schema: Refusals['schema']): readonly Finding[] {
  const [refusals, misnamed, errors] = [new FieldTree<true>(), new FieldTree<true>(), new FieldTree<true>()];
  for (const { field, reason } of schema) {
    refusals.add(field, true);
    if (reason === 'StrictDecoding') misnamed.add(field.slice(0, -1), true);
  }
  // What is said of a spec as a whole tells nothing of its fields.
  for (const { field, level } of admission) if (level === 'error' && field.length > 1) errors.add(field, true);
  return admission.filter(({ field, resource }) => {
    if (hasAny(refusals.around(field)) || hasAny(refusals.within(field, DEEPER)) || hasAny(errors.around(field.slice(0, -1)))) return false;
    // A field by a wrong name is missed by its right one.
    return !(hasAny(misnamed.around(field)) && at(resource.manifest, ...field) === undefined);
  });
}

/** Levels below a field at which what the API server refuses is what istiod means by the field. */
const DEEPER = 2;

/** The fields of an object that are refused. */
class Refused {
  private readonly fields = new FieldTree<true>();
  /** Texts in lists, as the same host written twice: the list's way, and the text. */
  private readonly texts = new Set<string>();

  public constructor(findings: readonly Finding[]) {
    for (const finding of findings) {
      this.fields.add(finding.field, true);
      const text = textInList(finding);
      if (text !== undefined) this.texts.add(text);
    }
  }

  /** True of what is about a field that is refused, or in one, or about the same text in its list. */
  public has(finding: Finding): boolean {
    if (hasAny(this.fields.around(finding.field))) return true;
    const text = this.texts.size > 0 ? textInList(finding) : undefined;
    return text !== undefined && this.texts.has(text);
  }
}

/** The warnings of the webhook about an object, until an analyzer says as much. */
class Warned {
  private readonly fields = new FieldTree<Finding>();
  private readonly gone = new Set<Finding>();

  public constructor(private readonly warnings: readonly Finding[]) {
    for (const warning of warnings) this.fields.add(warning.field, warning);
  }

  public get left(): readonly Finding[] {
    return this.warnings.filter((warning) => !this.gone.has(warning));
  }

  /** True if a finding is less than a warning at its field; what says as much or more takes the warning's place. */
  public saysMore({ code, level, field }: Finding): boolean {
    if (WARNED_OF_TOO.has(code)) {
      for (const warning of this.fields.around(field)) this.gone.add(warning);
      for (const warning of this.fields.within(field)) this.gone.add(warning);
    } else if (level !== 'info') for (const warning of this.fields.of(field)) this.gone.add(warning);
    return level === 'info' && this.fields.of(field).some((warning) => !this.gone.has(warning));
  }
}

function textInList({ field, resource: { manifest } }: Finding): string | undefined {
  if (typeof field[field.length - 1] !== 'number') return undefined;
  const value = at(manifest, ...field);
  return typeof value === 'string' ? JSON.stringify([...field.slice(0, -1), value]) : undefined;
}

function hasAny(values: Iterable<unknown>): boolean {
  for (const value of values) return value !== undefined;
  return false;
}
