import { isObject } from '../../../model';
import { BOOL, DURATION, list, message, optional, STRING, type Type, UINT32 } from '../decode';
import type { Spot } from '../spot';
import { isEnvoyType } from './envoy-type';

/** Extensions, which must say what type their configuration is of, or where it is found. `recurseMissingTypedConfig` */
const EXTENSIONS: ReadonlySet<string> = new Set(['HTTP_FILTER', 'NETWORK_FILTER', 'EXTENSION_CONFIG', 'LISTENER_FILTER']);

/** Where an extension holds its configuration. */
const EXTENSION_FIELDS: ReadonlySet<string> = new Set(['typed_config', 'typedConfig', 'config_discovery', 'configDiscovery']);

const MAX_DEPTH = 100;

/** Fields of any type, and maps of such, wherever Envoy has them. */
const TYPED: ReadonlySet<string | number> = new Set(['typed_config', 'typedConfig']);
const TYPED_MAPS: ReadonlySet<string | number> = new Set([
  ...['typed_per_filter_config', 'typedPerFilterConfig', 'typed_extension_protocol_options', 'typedExtensionProtocolOptions'],
]);

/** Data without types. */
const UNTYPED: ReadonlySet<string | number> = new Set(['filter_metadata', 'filterMetadata']);

/** Every object that can be patched has a name, but the bootstrap. */
const NAMED = message({ name: STRING });

/** What is patched most in each of Envoy's objects. */
const OBJECTS: ReadonlyMap<string, Type<unknown>> = new Map<string, Type<unknown>>([
  ['CLUSTER', message({ name: STRING, connectTimeout: optional(DURATION), perConnectionBufferLimitBytes: optional(UINT32) })],
  ['LISTENER', message({ name: STRING, perConnectionBufferLimitBytes: optional(UINT32) })],
  ['VIRTUAL_HOST', message({ name: STRING, domains: list(STRING), includeRequestAttemptCount: BOOL })],
  ['HTTP_ROUTE', message({ name: STRING, route: optional(message({ timeout: optional(DURATION), idleTimeout: optional(DURATION) })) })],
  ['BOOTSTRAP', message({ statsFlushInterval: optional(DURATION) })],
]);

/**
 * The value of a patch, of which istiod asks that it be Envoy's configuration. Here only the types that it names are looked at, and
 * the fields that are patched most: all of them would need Envoy's own descriptions of some thousand messages.
 * `BuildXDSObjectFromStruct`, istio 1.30.3 pkg/config/xds/filter_types.go
 */
export function checkEnvoyValue(applyTo: string, value: Readonly<Record<string, unknown>>, spot: Spot): void {
  if (/^-?\d+$/.test(applyTo)) {
    spot.error(`What ${applyTo} stands for Istio does not know: set applyTo to one of its names.`);
    return;
  }
  (OBJECTS.get(applyTo) ?? NAMED).read(value, spot);
  const isExtension = EXTENSIONS.has(applyTo);
  if (isExtension && ![...EXTENSION_FIELDS].some((field) => isObject(value[field]))) {
    spot.warn('The type of the configuration is not said, and Envoy will not guess it by the name: give typed_config with its "@type".');
  }
  const seen = new Set<object>();
  for (const [key, each] of Object.entries(value)) {
    // What no such object has istiod passes over.
    if (isExtension ? EXTENSION_FIELDS.has(key) : !TYPED.has(key)) checkField(key, each, spot.at(key), seen);
  }
}

/** Each object once, so that what lies in itself ends, and no deeper than any configuration goes. */
function checkField(key: string | number, value: unknown, spot: Spot, seen: Set<object>, depth = 0): void {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null || UNTYPED.has(key) || seen.has(value)) return;
  seen.add(value);
  if (isObject(value)) {
    if (TYPED_MAPS.has(key)) for (const [name, each] of Object.entries(value)) checkIsTyped(each, spot.at(name));
    if (TYPED.has(key)) checkIsTyped(value, spot);
    const type = value['@type'];
    if (typeof type === 'string' && !isEnvoyType(type)) {
      spot.at('@type').error(`Envoy has no type ${JSON.stringify(type)}: mend its name, and use the types of the v3 API.`);
    }
    if (typeof type === 'string' && HOLDS_DATA.test(type)) return;
  }
  const children: Iterable<[string | number, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [name, each] of children) checkField(name, each, spot.at(name), seen, depth + 1);
}

/** Types whose fields are data without types. */
const HOLDS_DATA = /\/(?:(?:xds|udpa)\.type\.v[13]\.TypedStruct|google\.protobuf\.Struct)$/;

function checkIsTyped(value: unknown, spot: Spot): void {
  if (isObject(value) && typeof value['@type'] !== 'string') spot.error('The type of the configuration is not said: give its "@type".');
}
