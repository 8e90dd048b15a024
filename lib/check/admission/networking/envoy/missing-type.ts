import { Decoded } from './message';

/**
 * Warns of extensions that do not say what type their configuration is of, or where it is found: once their names were enough. Only
 * what is reached without lists and maps is looked at, as by istiod. `recurseMissingTypedConfig`, istio 1.30.3
 * pkg/config/validation/envoyfilter/envoyfilter.go
 */
export function warnOfMissingTypes({ message, spot, fields }: Decoded): void {
  if (message.fields.has('typed_config') && !fields.has('typed_config') && !fields.has('config_discovery')) {
    spot.warn('The type of the configuration is not said, and Envoy will not guess it by the name: give typed_config with its "@type".');
  }
  for (const value of fields.values()) if (value instanceof Decoded) warnOfMissingTypes(value);
}
