import { AdmissionProblem, checkAdmission } from '../lib/check/admission';
import { toResource } from '../lib/model/resource';
import { Verdict } from './corpus';
import { EXPLAINED_ADMISSION } from './explained';

/** What istiod's webhook says of an object; of `warned` nothing where the corpus does not know. */
export interface WebhookVerdict {
  readonly valid: boolean;
  readonly warned?: boolean;
  /** Its errors, or parts of them, where the corpus knows any. */
  readonly errors?: readonly string[];
}

/** Whether the admission layer agrees with the webhook about each of some objects. */
export function judgeAdmission(id: string, section: string, manifests: readonly unknown[], want: WebhookVerdict): Verdict {
  try {
    const resources = manifests.flatMap((manifest) => toResource({ manifest }, 'default') ?? []);
    if (resources.length < manifests.length)
      return { id, section, kind: 'outOfScope', detail: 'no metadata.name, so that nothing could be said of the object' };
    const problems = resources.flatMap((resource) => checkAdmission(resource));
    const valid = problems.every(({ level }) => level !== 'error');
    const warned = problems.some(({ level }) => level === 'warning');
    const agrees = valid === want.valid && (want.warned === undefined || warned === want.warned);
    const explained = EXPLAINED_ADMISSION.find(({ applies }) => applies(want.errors ?? [], problems));
    if (!agrees && explained) return { id, section, kind: 'explained', detail: explained.name };
    return agrees ? { id, section, kind: 'agrees' } : { id, section, kind: 'differs', detail: difference(want, problems) };
  } catch (error) {
    return { id, section, kind: 'differs', detail: `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` };
  }
}

function difference({ valid, warned }: WebhookVerdict, problems: readonly AdmissionProblem[]): string {
  const want = `${valid ? 'valid' : 'refused'}${warned === undefined ? '' : warned ? ', with a warning' : ', without a warning'}`;
  const got = problems.map(({ level, field, message }) => `${level} at ${field.join('.')}: ${message}`);
  return `want ${want}, got ${got.length === 0 ? 'no problem' : got.join('; ')}`;
}
