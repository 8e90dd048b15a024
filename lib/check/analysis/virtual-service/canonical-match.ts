import { isObject } from '../../../model';

/** Fields that are messages: present and empty is not the same as absent. */
const MESSAGES: ReadonlySet<string> = new Set(['uri', 'scheme', 'method', 'authority']);

/**
 * A match as text, equal for matches that say the same: defaults left out, names sorted, and of HTTP the match's own
 * name, which is only a label. `asJSON`, istio 1.30.3 pkg/config/validation/validation.go
 */
export function canonicalMatch(match: object, protocol: 'http' | 'tcp' | 'tls'): string {
  const fields = Object.entries(match)
    .filter(([name, value]) => !(protocol === 'http' && name === 'name') && !isDefault(name, value))
    .map(([name, value]) => [name, sorted(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(fields);
}

function isDefault(name: string, value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0 && !MESSAGES.has(name);
}

function sorted(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.keys(value)
    .sort()
    .map((name) => [name, sorted(value[name])]);
}
