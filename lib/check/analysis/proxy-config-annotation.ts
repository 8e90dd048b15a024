import { isObject } from '../../model';
import { ReadError } from '../../model/read';
import { readValue } from '../../model/read/read-value';
import { problemIn } from './proto-json';
import { PROXY_CONFIG_FIELDS } from './proxy-config-fields';

/** The mapping in `proxy.istio.io/config`, which is YAML; a problem's text where it is none. */
export function parseProxyConfig(value: string): Readonly<Record<string, unknown>> | string {
  try {
    const parsed = readValue(value, 'it');
    if (parsed === null) return {};
    return isObject(parsed) ? parsed : 'it must be a mapping in YAML';
  } catch (error) {
    if (error instanceof ReadError) return `it is no YAML: ${error.message}`;
    throw error;
  }
}

/** What is wrong with the value of `proxy.istio.io/config`; undefined of a good one. Unknown fields are no mistake to Istio. */
export function proxyConfigProblem(value: string): string | undefined {
  const config = parseProxyConfig(value);
  if (typeof config === 'string') return config;
  const [name, wanted] = problemIn(config, PROXY_CONFIG_FIELDS) ?? [];
  return name === undefined ? undefined : `${name} must be ${wanted}`;
}
