import { isIpAddress, isObject } from '../../model';
import { ReadError } from '../../model/read';
import { readValue } from '../../model/read/read-value';

type Check = (value: unknown) => string | undefined;

const text: Check = (value) => (typeof value === 'string' ? undefined : 'a text');
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
const mapping: Check = (value) => (isObject(value) ? undefined : 'a mapping');
const texts: Check = (value) =>
  isObject(value) && Object.values(value).every((each) => typeof each === 'string') ? undefined : 'a mapping of texts';
const list: Check = (value) => (Array.isArray(value) && value.every((each) => typeof each === 'string') ? undefined : 'a list of texts');

/** As protobuf's JSON takes it, which reads numbers from texts too. */
const whole =
  (from: number, to: number): Check =>
  (value) => {
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= from && number <= to
      ? undefined
      : `a number from ${from} to ${to}`;
  };

const INT32 = whole(-2147483648, 2147483647);
const PORT = whole(1, 65535);

const duration: Check = (value) => (typeof value === 'string' && /^-?\d+(?:\.\d{1,9})?s$/.test(value) ? undefined : 'a duration like 5s');
const wholeSeconds: Check = (value) =>
  typeof value === 'string' && /^\d+(?:\.0*)?s$/.test(value) && Number.parseFloat(value) > 0
    ? undefined
    : 'a duration of whole seconds like 5s';

const policy: Check = (value) =>
  value === 'NONE' || value === 'MUTUAL_TLS' || value === 'INHERIT' || INT32(value) === undefined ? undefined : 'NONE or MUTUAL_TLS';

const address: Check = (value) => {
  const found = typeof value === 'string' ? /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d+)$/.exec(value) : null;
  const host = found?.[1] ?? found?.[2] ?? '';
  const isHost = isIpAddress(host) || /^[a-zA-Z0-9_*-]+(?:\.[a-zA-Z0-9_-]+)*\.?$/.test(host);
  return found && isHost && PORT(found[3]) === undefined ? undefined : 'HOST:PORT';
};

/** An address that may be left empty. */
const anyAddress: Check = (value) => (value === '' ? undefined : address(value));

/**
 * The fields of `ProxyConfig` (istio/api of istio 1.30.3, mesh/v1alpha1/proxy.proto) and what they must be, as
 * `ValidateMeshConfigProxyConfig` (istio 1.30.3 pkg/config/validation/agent/validation.go) says; inside of mappings nothing
 * is checked.
 */
const FIELDS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['configPath', text],
  ['binaryPath', text],
  ['serviceCluster', text],
  ['drainDuration', wholeSeconds],
  ['discoveryAddress', address],
  ['discoveryRefreshDelay', duration],
  ['zipkinAddress', text],
  ['statsdUdpAddress', anyAddress],
  ['envoyMetricsServiceAddress', anyAddress],
  ['proxyAdminPort', PORT],
  ['availabilityZone', text],
  ['customConfigFile', text],
  ['controlPlaneAuthPolicy', policy],
  ['statNameLength', INT32],
  ['concurrency', INT32],
  ['proxyBootstrapTemplatePath', text],
  ['tracing', mapping],
  ['envoyAccessLogService', mapping],
  ['envoyMetricsService', mapping],
  ['proxyMetadata', texts],
  ['runtimeValues', texts],
  ['statusPort', PORT],
  ['extraStatTags', list],
  ['gatewayTopology', mapping],
  ['terminationDrainDuration', duration],
  ['meshId', text],
  ['proxyStatsMatcher', mapping],
  ['holdApplicationUntilProxyStarts', flag],
  ['caCertificatesPem', list],
  ['image', mapping],
  ['privateKeyProvider', mapping],
  ['proxyHeaders', mapping],
  ['fileFlushInterval', duration],
  ['statsCompression', flag],
]);

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
  for (const [name, field] of Object.entries(config)) {
    const wanted = field === null ? undefined : FIELDS.get(name)?.(field);
    if (wanted !== undefined) return `${name} must be ${wanted}`;
  }
  return undefined;
}
