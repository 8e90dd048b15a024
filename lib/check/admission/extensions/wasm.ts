import { enumeration, list, message, optional, type Read, STRING, STRUCT } from '../decode';
import type { Spot } from '../spot';
import { byteLength } from '../value/byte-length';
import { parseRequestUri, parseUrl } from '../value/url';

const ENV_VAR = message({ name: STRING, valueFrom: enumeration('INLINE', 'HOST'), value: STRING });
const VM_CONFIG = message({ env: list(ENV_VAR) });

/** What WasmPlugin and the `wasm` of TrafficExtension have in common, for their descriptions. */
export const WASM_FIELDS = {
  url: STRING,
  sha256: STRING,
  imagePullPolicy: enumeration('UNSPECIFIED_POLICY', 'IfNotPresent', 'Always'),
  imagePullSecret: STRING,
  verificationKey: STRING,
  pluginConfig: optional(STRUCT),
  pluginName: STRING,
  failStrategy: enumeration('FAIL_CLOSE', 'FAIL_OPEN', 'FAIL_RELOAD'),
  vmConfig: optional(VM_CONFIG),
  type: enumeration('UNSPECIFIED_PLUGIN_TYPE', 'HTTP', 'NETWORK'),
};

/** extensions/v1alpha1 `WasmConfig` */
export const WASM_CONFIG = message(WASM_FIELDS);

const MAX_SECRET = 253;
const MAX_NAME = 256;

/** A WebAssembly module and how it is run. `ValidateWasmPlugin`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkWasm({ url, sha256, imagePullSecret, pluginName, vmConfig }: Read<typeof WASM_CONFIG>, spot: Spot): void {
  checkUrl(url, spot.at('url'));
  if (sha256 !== '' && !/^[a-f0-9]{64}$/.test(sha256))
    spot.at('sha256').error('This is not a SHA-256 sum: use its 64 digits from 0-9 and a-f.');
  if (byteLength(imagePullSecret) > MAX_SECRET)
    spot.at('imagePullSecret').error(`The name is longer than ${MAX_SECRET} bytes: no Secret has it.`);
  if (byteLength(pluginName) > MAX_NAME) spot.at('pluginName').error(`The name is longer than ${MAX_NAME} bytes: shorten it.`);
  if (vmConfig) checkEnvironment(vmConfig.env, spot.at('vmConfig').at('env'));
}

const SCHEMES: ReadonlySet<string> = new Set(['', 'file', 'http', 'https', 'oci']);

/** What is no URL is taken for the address of an image. `validateWasmPluginURL`, `strictParseURL` */
function checkUrl(url: string, spot: Spot): void {
  if (url === '') {
    spot.error('The URL of the module is missing: give it.');
    return;
  }
  const parsed = parseRequestUri(url);
  const [checked, text] = parsed ? [parsed, url] : [parseRequestUri(`http://${url}`), `http://${url}`];
  if (!checked || !parseUrl(text)) spot.error(`${JSON.stringify(url)} is not a URL: write oci://, https:// or file:// and the rest.`);
  else if (!SCHEMES.has(checked.scheme))
    spot.error(`Modules are not fetched by ${checked.scheme}: use oci://, https://, http:// or file://.`);
}

/** `validateWasmPluginVMConfig` */
function checkEnvironment(env: readonly Read<typeof ENV_VAR>[], spot: Spot): void {
  const names = new Set<string>();
  for (const [index, { name, valueFrom, value }] of env.entries()) {
    const at = spot.at(index);
    if (name === '') at.at('name').error('The name of the variable is missing: give it.');
    else if (names.has(name)) at.at('name').error(`The variable ${JSON.stringify(name)} is set twice: remove one.`);
    if (byteLength(name) > MAX_NAME) at.at('name').error(`The name is longer than ${MAX_NAME} bytes: shorten it.`);
    names.add(name);
    if (valueFrom !== 'INLINE' && value !== '') at.at('value').error('The value comes from the host: remove it, or use INLINE.');
  }
}
