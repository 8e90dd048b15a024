import type { Duration } from 'cdk8s';
import { compact } from './compact';
import { renderInteger, renderNumber } from '../../render/number';
import type { Place } from '../../render/place';
import { listOf, mapOf, oneOf, renderBoolean, renderString } from '../../render/values';
import { renderOther } from './field-kinds';
import { PROXY_CONFIG_FIELDS } from './mesh-config-fields';
import { renderProtoDuration } from './proto-duration';

/** What a proxy does with a client's certificate in the header `x-forwarded-client-cert`. */
export enum ForwardClientCertDetails {
  /** Removes the header. */
  SANITIZE = 'SANITIZE',
  /** Passes it on, from clients that use mutual TLS. */
  FORWARD_ONLY = 'FORWARD_ONLY',
  /** Adds the client's certificate, for clients that use mutual TLS. */
  APPEND_FORWARD = 'APPEND_FORWARD',
  /** Writes it anew, for clients that use mutual TLS. */
  SANITIZE_SET = 'SANITIZE_SET',
  /** Passes it on, whoever the client is. */
  ALWAYS_FORWARD_ONLY = 'ALWAYS_FORWARD_ONLY',
}

/** What stands in front of the gateways. */
export interface GatewayTopology {
  /** Trusted proxies before the gateway, which add to `X-Forwarded-For`. @default 0 */
  readonly numTrustedProxies?: number;
  /** @default ForwardClientCertDetails.SANITIZE_SET, as Istio has it for gateways */
  readonly forwardClientCertDetails?: ForwardClientCertDetails;
}

/** How much a proxy traces. Where to is said by a provider of the mesh. */
export interface ProxyTracing {
  /** Percentage of the requests that are traced, 0 to 100. @default 1, and 100 in the profile demo */
  readonly sampling?: number;
  /** Longest path that a trace holds, in characters. @default 256 */
  readonly maxPathTagLength?: number;
}

/** How proxies run: those of the whole mesh, or the sidecar of one workload. */
export interface ProxyConfig {
  /**
   * Whether the containers of a Pod wait for its sidecar. Without effect where the sidecar is a native one
   * (a restartable init container), which starts before them anyway.
   *
   * @default false
   */
  readonly holdApplicationUntilProxyStarts?: boolean;
  /** Worker threads; 0 for as many as there are CPUs. @default - by the CPU limit */
  readonly concurrency?: number;
  /** How much is traced. @default - Istio's own */
  readonly tracing?: ProxyTracing;
  /** Environment variables of the proxy, e.g. `{ ISTIO_META_DNS_CAPTURE: 'true' }`. @default - none */
  readonly proxyMetadata?: { [name: string]: string };
  /** How long a proxy that is about to end lets open connections finish. @default 5s */
  readonly terminationDrainDuration?: Duration;
  /** How long connections have to finish when a listener is replaced. @default 45s */
  readonly drainDuration?: Duration;
  /** What stands in front of the gateways. @default - nothing */
  readonly gatewayTopology?: GatewayTopology;
  /** Prefixes of statistics that Envoy keeps beside the few that Istio needs. @default - none */
  readonly statsInclusionPrefixes?: string[];
  /**
   * Any other field of `ProxyConfig`, under Istio's name. Refused: what is not such a field, is deprecated or has not its form,
   * and what is given by a prop already.
   *
   * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig
   * @default - none
   */
  readonly other?: { [field: string]: unknown };
}

const TYPED = [
  'holdApplicationUntilProxyStarts',
  'concurrency',
  'tracing',
  'proxyMetadata',
  'terminationDrainDuration',
  'drainDuration',
  'gatewayTopology',
  'proxyStatsMatcher',
];

/** `ValidateMeshConfigProxyConfig` in pkg/config/validation/agent of istio 1.30.3. @internal */
export function renderProxyConfig(config: ProxyConfig, place: Place): object {
  const { statsInclusionPrefixes, other = {}, ...props } = place.struct(config, 'ProxyConfig');
  const { holdApplicationUntilProxyStarts, concurrency, tracing, proxyMetadata, ...more } = props;
  const { terminationDrainDuration, drainDuration, gatewayTopology, ...rest } = more;
  place.refuseUnknown(rest, 'ProxyConfig');
  const free = renderOther(other, place.at('other'), 'ProxyConfig', PROXY_CONFIG_FIELDS, TYPED.filter(isGiven(config)));
  const prefixes = place.field('statsInclusionPrefixes', statsInclusionPrefixes, listOf(renderString));
  return compact({
    holdApplicationUntilProxyStarts: place.field('holdApplicationUntilProxyStarts', holdApplicationUntilProxyStarts, renderBoolean),
    concurrency: place.field('concurrency', concurrency, renderInteger),
    tracing: place.field('tracing', tracing, renderTracing),
    proxyMetadata: place.field('proxyMetadata', proxyMetadata, mapOf(renderString)),
    terminationDrainDuration: place.field('terminationDrainDuration', terminationDrainDuration, renderProtoDuration),
    drainDuration: place.field('drainDuration', drainDuration, renderProtoDuration),
    gatewayTopology: place.field('gatewayTopology', gatewayTopology, renderTopology),
    proxyStatsMatcher: prefixes && { inclusionPrefixes: prefixes },
    ...free,
  });
}

/** A field may be written in `other` as long as its prop is not used: the prop may know less of it than Istio does. */
function isGiven(config: ProxyConfig): (field: string) => boolean {
  return (field) => {
    const prop = field === 'proxyStatsMatcher' ? 'statsInclusionPrefixes' : field;
    return (config as { [prop: string]: unknown })[prop] !== undefined;
  };
}

function renderTracing(tracing: ProxyTracing, place: Place): object {
  const { sampling, maxPathTagLength, ...rest } = place.struct(tracing, 'ProxyTracing');
  place.refuseUnknown(rest, 'ProxyTracing');
  return {
    sampling: place.field('sampling', sampling, (value, at) => renderNumber(value, at, 0, 100)),
    maxPathTagLength: place.field('maxPathTagLength', maxPathTagLength, (value, at) => renderInteger(value, at, 1)),
  };
}

const renderForward = oneOf(Object.values(ForwardClientCertDetails));

function renderTopology(topology: GatewayTopology, place: Place): object {
  const { numTrustedProxies, forwardClientCertDetails, ...rest } = place.struct(topology, 'GatewayTopology');
  place.refuseUnknown(rest, 'GatewayTopology');
  return {
    numTrustedProxies: place.field('numTrustedProxies', numTrustedProxies, renderInteger),
    forwardClientCertDetails: place.field('forwardClientCertDetails', forwardClientCertDetails, renderForward),
  };
}
