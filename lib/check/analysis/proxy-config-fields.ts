import { isIpAddress, parseGoDuration } from '../../model';
import { fqdnProblem } from '../admission/value/domain-name';
import { Check, decimal, duration, flag, INT32, listOf, mapping, message, notEmpty, oneOf, text, texts, UINT32, whole } from './proto-json';

const PORT = whole(1, 65535);

const wholeSeconds: Check = (value) => {
  const nanoseconds = typeof value === 'string' ? parseGoDuration(value) : undefined;
  return nanoseconds !== undefined && nanoseconds > 0n && nanoseconds % 1_000_000_000n === 0n
    ? undefined
    : 'a duration of whole seconds like 5s';
};

const pollDelay: Check = (value) => duration(value) ?? (parseGoDuration(value as string) === 0n ? 'a duration like 5s' : undefined);

/** `ValidateControlPlaneAuthPolicy` */
const policy: Check = (value) =>
  value === 'NONE' || value === 'MUTUAL_TLS' || value === 0 || value === 1 ? undefined : 'NONE or MUTUAL_TLS';

/** `ValidateProxyAddress` */
const address: Check = (value) => {
  const found = typeof value === 'string' ? /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d+)$/.exec(value) : null;
  const host = found?.[1] ?? found?.[2] ?? '';
  const isHost = isIpAddress(host) || fqdnProblem(host) === undefined;
  return found && isHost && PORT(found[3]) === undefined ? undefined : 'HOST:PORT';
};

/** An address that may be left empty. */
const anyAddress: Check = (value) => (value === '' ? undefined : address(value));

/** The address of a collector, in which the address of the node may stand. */
const collector: Check = (value) => address(typeof value === 'string' ? value.replace('$(HOST_IP)', '127.0.0.1') : value);

/** `ValidateTLS` of a mode that needs a certificate of the proxy's own. */
const tls: Check = (value) => {
  const wanted = message({ mode: oneOf('DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL') })(value);
  if (wanted !== undefined) return wanted;
  const { mode, credentialName, clientCertificate, privateKey } = value as Readonly<Record<string, unknown>>;
  return mode === 'MUTUAL' && !credentialName && !(clientCertificate && privateKey)
    ? 'a mapping with credentialName, or clientCertificate and privateKey'
    : undefined;
};

const PRIVATE_KEY = message({ pollDelay, fallback: flag }, 'pollDelay');

/** `validatePrivateKeyProvider` */
const privateKeyProvider: Check = (value) =>
  message({ cryptomb: PRIVATE_KEY, qat: PRIVATE_KEY })(value) ??
  (['cryptomb', 'qat'].some((name) => (value as Readonly<Record<string, unknown>>)[name]) ? undefined : 'a mapping with cryptomb or qat');

const TRACING = message({
  zipkin: message({ address: collector }, 'address'),
  datadog: message({ address: collector }, 'address'),
  lightstep: message({ address, accessToken: notEmpty }, 'address', 'accessToken'),
  stackdriver: message({ debug: flag }),
  openCensusAgent: message({
    address: text,
    context: listOf(oneOf('UNSPECIFIED', 'W3C_TRACE_CONTEXT', 'GRPC_BIN', 'CLOUD_TRACE_CONTEXT', 'B3')),
  }),
  sampling: decimal,
  maxPathTagLength: UINT32,
  enableIstioTags: flag,
  tlsSettings: tls,
  customTags: mapping,
});

const FORWARD = oneOf('UNDEFINED', 'SANITIZE', 'FORWARD_ONLY', 'APPEND_FORWARD', 'SANITIZE_SET', 'ALWAYS_FORWARD_ONLY');
const DISABLED = message({ disabled: flag });
const ENABLED = message({ enabled: flag });

/**
 * The fields of `ProxyConfig` (istio/api of istio 1.30.3, mesh/v1alpha1/proxy.proto) and what they must be, as
 * `ValidateMeshConfigProxyConfig` (istio 1.30.3 pkg/config/validation/agent/validation.go) says.
 */
export const PROXY_CONFIG_FIELDS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['configPath', notEmpty],
  ['binaryPath', notEmpty],
  ['serviceCluster', notEmpty],
  ['tracingServiceName', oneOf('APP_LABEL_AND_NAMESPACE', 'CANONICAL_NAME_ONLY', 'CANONICAL_NAME_AND_NAMESPACE')],
  ['drainDuration', wholeSeconds],
  ['discoveryAddress', address],
  ['discoveryRefreshDelay', duration],
  ['zipkinAddress', text],
  ['statsdUdpAddress', anyAddress],
  ['envoyMetricsServiceAddress', anyAddress],
  ['proxyAdminPort', PORT],
  ['availabilityZone', text],
  ['controlPlaneAuthPolicy', policy],
  ['customConfigFile', text],
  ['statNameLength', INT32],
  ['concurrency', INT32],
  ['proxyBootstrapTemplatePath', text],
  ['interceptionMode', oneOf('REDIRECT', 'TPROXY', 'NONE')],
  ['tracing', TRACING],
  ['sds', message({ enabled: flag, k8sSaJwtPath: text })],
  ['envoyAccessLogService', message({ address: anyAddress })],
  ['envoyMetricsService', message({ address: anyAddress })],
  ['proxyMetadata', texts],
  ['runtimeValues', texts],
  ['statusPort', PORT],
  ['extraStatTags', listOf(text)],
  ['gatewayTopology', message({ numTrustedProxies: UINT32, forwardClientCertDetails: FORWARD })],
  ['terminationDrainDuration', duration],
  ['meshId', text],
  [
    'readinessProbe',
    message({ initialDelaySeconds: INT32, timeoutSeconds: INT32, periodSeconds: INT32, successThreshold: INT32, failureThreshold: INT32 }),
  ],
  ['proxyStatsMatcher', message({ inclusionPrefixes: listOf(text), inclusionSuffixes: listOf(text), inclusionRegexps: listOf(text) })],
  ['holdApplicationUntilProxyStarts', flag],
  ['caCertificatesPem', listOf(text)],
  ['image', message({ imageType: text })],
  ['privateKeyProvider', privateKeyProvider],
  [
    'proxyHeaders',
    message({
      forwardedClientCert: FORWARD,
      requestId: DISABLED,
      server: message({ disabled: flag, value: text }),
      attemptCount: DISABLED,
      envoyDebugHeaders: DISABLED,
      metadataExchangeHeaders: message({ mode: oneOf('UNDEFINED', 'IN_MESH') }),
      xForwardedHost: ENABLED,
      xForwardedPort: ENABLED,
      setCurrentClientCertDetails: message({ subject: flag, cert: flag, chain: flag, dns: flag, uri: flag }),
      preserveHttp1HeaderCase: flag,
    }),
  ],
  ['fileFlushInterval', duration],
  ['fileFlushMinSizeKb', UINT32],
  ['statsCompression', flag],
]);
