import { ENVOY_TYPES } from './envoy-types';

const TYPES: ReadonlySet<string> = new Set(
  Object.entries(ENVOY_TYPES).flatMap(([pack, names]) => names.split(' ').map((name) => `${pack}.${name}`)),
);

/** True if an "@type", `type.googleapis.com/envoy...`, names a message, or one within a message. */
export function isEnvoyType(url: string): boolean {
  for (let name = url.slice(url.lastIndexOf('/') + 1); name !== ''; name = name.slice(0, Math.max(name.lastIndexOf('.'), 0))) {
    if (TYPES.has(name)) return true;
  }
  return false;
}
