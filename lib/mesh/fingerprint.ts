import { createHash } from 'node:crypto';
import type { Finding } from '../check';
import { at, type Resource } from '../model';
import type { FieldPath } from '../model/read';

/**
 * What makes a finding the same as one of last month: its code, its object, its field, and what is written there if that
 * is a single value. Items of lists count by their name; their number does not, nor do lines, for they change by what others
 * insert; nor does the message, which a later release may word otherwise.
 */
export function fingerprintOf({ code, resource, field }: Finding): string {
  const value = at(resource.manifest, ...field);
  const written = typeof value === 'object' || value === undefined ? '' : JSON.stringify(value);
  const identity = [code, resource.kind, resource.namespace, resource.name, namesIn(field, resource), written];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

function namesIn(field: FieldPath, { manifest }: Resource): readonly unknown[] {
  return field.map((step, index) => {
    if (typeof step !== 'number') return step;
    const name = at(manifest, ...field.slice(0, index + 1), 'name');
    return typeof name === 'string' ? { name } : {};
  });
}
