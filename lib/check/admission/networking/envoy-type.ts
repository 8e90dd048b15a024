import NAMES from './envoy-types.json';

/**
 * The messages that istiod 1.30.3 can read in an EnvoyFilter, by their packages: what `protoregistry.GlobalTypes` holds with
 * pkg/config/xds of istio 1.30.3, without messages within messages.
 */
const TYPES: ReadonlySet<string> = new Set(
  Object.entries(NAMES).flatMap(([pack, names]) => names.split(' ').map((name) => `${pack}.${name}`)),
);

/** True if an "@type", `type.googleapis.com/envoy...`, names a message, or one within a message. */
export function isEnvoyType(url: string): boolean {
  for (let name = url.slice(url.lastIndexOf('/') + 1); name !== ''; name = name.slice(0, Math.max(name.lastIndexOf('.'), 0))) {
    if (TYPES.has(name)) return true;
  }
  return false;
}
