import { compareStrings, isObject } from '../model';
import type { FieldPath } from '../model/read';
import type { Finding } from './finding';

/** By object, then as the fields stand in it, then by code: an order that only the objects decide. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      compareStrings(a.resource.kind, b.resource.kind) ||
      compareStrings(a.resource.namespace, b.resource.namespace) ||
      compareStrings(a.resource.name, b.resource.name) ||
      compareFields(a.resource.manifest, a.field, b.field) ||
      compareStrings(a.code, b.code) ||
      compareStrings(a.message, b.message),
  );
}

/** Fields in the order of the manifest; what isn't there comes last, by name. */
export function compareFields(manifest: unknown, a: FieldPath, b: FieldPath): number {
  let value = manifest;
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [mine, other] = [a[i]!, b[i]!];
    if (mine !== other) return compareSteps(value, mine, other);
    value = isObject(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[mine] : undefined;
  }
  return a.length - b.length;
}

function compareSteps(value: unknown, a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const keys = isObject(value) ? Object.keys(value) : [];
  const [mine, other] = [a, b].map((step) => keys.indexOf(String(step))) as [number, number];
  if (mine >= 0 && other >= 0) return mine - other;
  return mine >= 0 ? -1 : other >= 0 ? 1 : compareStrings(String(a), String(b));
}
