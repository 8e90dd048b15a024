import { renderInteger, renderPort } from '../../render/number';
import { isIpAddress, renderSubnet } from '../../render/names';
import type { Place } from '../../render/place';
import { listOf, oneOf, renderBoolean, renderString } from '../../render/values';
import { type ProxyConfig, renderProxyConfig } from '../control-plane/proxy-config';
import { renderResources, type Resources } from '../control-plane/resources';

/** How much a sidecar's Envoy logs. */
export enum ProxyLogLevel {
  /** Everything. */
  TRACE = 'trace',
  /** What helps to find errors. */
  DEBUG = 'debug',
  /** What happens. */
  INFO = 'info',
  /** What is odd. */
  WARNING = 'warning',
  /** What failed. */
  ERROR = 'error',
  /** What ends the proxy. */
  CRITICAL = 'critical',
  /** Nothing. */
  OFF = 'off',
}

/** How inbound connections reach a sidecar. */
export enum InterceptionMode {
  /** The sidecar sees its own address as the client's. */
  REDIRECT = 'REDIRECT',
  /** The client's address is kept; the sidecar needs more privileges. */
  TPROXY = 'TPROXY',
  /** Nothing is redirected. */
  NONE = 'NONE',
}

/** The sidecar of one workload, where it differs from the mesh's. */
export interface SidecarSettings {
  /**
   * What it asks for and may use. As soon as one amount is given, none of the mesh's holds any more (the template `resources`
   * in `manifests/charts/istio-control/istio-discovery/files/injection-template.yaml` of istio 1.30.3): give all that it needs.
   *
   * @default - the mesh's: requests of 100m and 128Mi, limits of 2 and 1Gi
   */
  readonly resources?: Resources;
  /** Ports of the workload whose connections the sidecar does not see, 1 to 65535. Refused beside `includeInboundPorts`, which leaves them out. @default - none */
  readonly excludeInboundPorts?: number[];
  /** Ports of the workload whose connections the sidecar sees, and no others; an empty list for none. @default - all */
  readonly includeInboundPorts?: number[];
  /** Ports elsewhere to which the workload connects past the sidecar, e.g. 3306. @default - none */
  readonly excludeOutboundPorts?: number[];
  /** Ports elsewhere to which it connects through the sidecar, also in excluded ranges. @default - by the ranges */
  readonly includeOutboundPorts?: number[];
  /** CIDR blocks to which it connects past the sidecar, e.g. `10.1.0.0/16`. @default - none */
  readonly excludeOutboundIPRanges?: string[];
  /** CIDR blocks to which it connects through the sidecar, and no others; an empty list for none. @default - all */
  readonly includeOutboundIPRanges?: string[];
  /** Whether the workload's containers wait for the sidecar. Without effect on a native one, which starts before them. @default - the mesh's */
  readonly holdApplicationUntilProxyStarts?: boolean;
  /** Whether the sidecar is a native one, a restartable init container. @default - as istiod decides by the nodes' Kubernetes */
  readonly nativeSidecar?: boolean;
  /** Whether HTTP probes of the workload go through the sidecar's agent, so that mutual TLS does not fail them. @default true */
  readonly rewriteAppHttpProbers?: boolean;
  /** How inbound connections reach it. @default InterceptionMode.REDIRECT */
  readonly interceptionMode?: InterceptionMode;
  /** How much its Envoy logs. @default ProxyLogLevel.WARNING */
  readonly logLevel?: ProxyLogLevel;
  /** Its image, in full. @default - the mesh's */
  readonly proxyImage?: string;
  /** Port of its status, 1 to 65535. @default 15020 */
  readonly statusPort?: number;
  /** Seconds before its readiness is asked for the first time. @default 0 */
  readonly readinessInitialDelaySeconds?: number;
  /** Seconds between. @default 15 */
  readonly readinessPeriodSeconds?: number;
  /** Times that it may fail. @default 4 */
  readonly readinessFailureThreshold?: number;
  /** Whether Prometheus reads the workload's metrics with the sidecar's. @default - the mesh's, true */
  readonly mergeMetrics?: boolean;
  /** Any other setting of this one proxy. @default - the mesh's */
  readonly proxyConfig?: ProxyConfig;
}

type Annotations = { [name: string]: string };

/**
 * The annotations that istiod's injector reads (`annotation/annotations.yaml` of istio.io/api 1.30.3). What it refuses of a
 * Pod, which then does not start, is refused here: `AnnotationValidation` in pkg/kube/inject/validate.go of istio 1.30.3.
 *
 * @internal
 */
export function renderSidecarSettings(settings: SidecarSettings, place: Place): Annotations {
  const { resources, excludeInboundPorts, includeInboundPorts, excludeOutboundPorts, ...more } = place.struct(settings, 'SidecarSettings');
  const { includeOutboundPorts, excludeOutboundIPRanges, includeOutboundIPRanges, nativeSidecar, rewriteAppHttpProbers, ...other } = more;
  const { interceptionMode, logLevel, proxyImage, statusPort, readinessInitialDelaySeconds, ...last } = other;
  const { readinessPeriodSeconds, readinessFailureThreshold, mergeMetrics, ...config } = last;
  const { holdApplicationUntilProxyStarts, proxyConfig, ...rest } = config;
  place.refuseUnknown(rest, 'SidecarSettings');
  // `handleInboundPortsInclude` in tools/istio-iptables/pkg/capture/run.go of istio 1.30.3.
  if (includeInboundPorts !== undefined && excludeInboundPorts !== undefined)
    place.at('excludeInboundPorts').fail(excludeInboundPorts, 'has no effect beside includeInboundPorts', 'remove one of the two');
  return withoutAbsent({
    ...renderResourceAnnotations(resources, place),
    'traffic.sidecar.istio.io/excludeInboundPorts': place.field('excludeInboundPorts', excludeInboundPorts, renderPorts),
    'traffic.sidecar.istio.io/includeInboundPorts': place.field('includeInboundPorts', includeInboundPorts, renderPorts),
    'traffic.sidecar.istio.io/excludeOutboundPorts': place.field('excludeOutboundPorts', excludeOutboundPorts, renderPorts),
    'traffic.sidecar.istio.io/includeOutboundPorts': place.field('includeOutboundPorts', includeOutboundPorts, renderPorts),
    'traffic.sidecar.istio.io/excludeOutboundIPRanges': place.field('excludeOutboundIPRanges', excludeOutboundIPRanges, renderRanges),
    'traffic.sidecar.istio.io/includeOutboundIPRanges': place.field('includeOutboundIPRanges', includeOutboundIPRanges, renderRanges),
    'sidecar.istio.io/nativeSidecar': place.field('nativeSidecar', nativeSidecar, renderFlag),
    'sidecar.istio.io/rewriteAppHTTPProbers': place.field('rewriteAppHttpProbers', rewriteAppHttpProbers, renderFlag),
    'sidecar.istio.io/interceptionMode': place.field('interceptionMode', interceptionMode, oneOf(Object.values(InterceptionMode))),
    'sidecar.istio.io/logLevel': place.field('logLevel', logLevel, oneOf(Object.values(ProxyLogLevel))),
    'sidecar.istio.io/proxyImage': place.field('proxyImage', proxyImage, renderImage),
    'status.sidecar.istio.io/port': place.field('statusPort', statusPort, (port, at) => String(renderPort(port, at))),
    'readiness.status.sidecar.istio.io/initialDelaySeconds': place.field(
      'readinessInitialDelaySeconds',
      readinessInitialDelaySeconds,
      renderCount,
    ),
    'readiness.status.sidecar.istio.io/periodSeconds': place.field('readinessPeriodSeconds', readinessPeriodSeconds, renderPositive),
    'readiness.status.sidecar.istio.io/failureThreshold': place.field(
      'readinessFailureThreshold',
      readinessFailureThreshold,
      renderPositive,
    ),
    'prometheus.istio.io/merge-metrics': place.field('mergeMetrics', mergeMetrics, renderFlag),
    'proxy.istio.io/config': renderConfig(holdApplicationUntilProxyStarts, proxyConfig, place),
  });
}

function withoutAbsent(annotations: { [name: string]: string | undefined }): Annotations {
  return Object.fromEntries(Object.entries(annotations).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function renderResourceAnnotations(resources: Resources | undefined, place: Place): { [name: string]: string | undefined } {
  const { requests, limits } = place.field('resources', resources, (value, at) => renderResources(value, at)) ?? {};
  return {
    'sidecar.istio.io/proxyCPU': requests?.cpu,
    'sidecar.istio.io/proxyCPULimit': limits?.cpu,
    'sidecar.istio.io/proxyMemory': requests?.memory,
    'sidecar.istio.io/proxyMemoryLimit': limits?.memory,
  };
}

const renderFlag = (flag: boolean, place: Place): string => String(renderBoolean(flag, place));
const renderCount = (count: number, place: Place): string => String(renderInteger(count, place));
const renderPositive = (count: number, place: Place): string => String(renderInteger(count, place, 1));
const renderPorts = (ports: number[], place: Place): string => listOf(renderPort)(ports, place).join(',');
const renderRanges = (ranges: string[], place: Place): string => listOf(renderRange)(ranges, place).join(',');

/** `validateCIDRList` takes blocks only, no single addresses. */
function renderRange(range: string, place: Place): string {
  if (isIpAddress(range))
    place.fail(range, 'is an address, not a CIDR block', `write ${JSON.stringify(`${range}/${range.includes(':') ? 128 : 32}`)}`);
  return renderSubnet(range, place);
}

function renderImage(image: string, place: Place): string {
  if (!/^\S*\/\S+$/.test(renderString(image, place)))
    place.fail(image, 'is not an image in full', 'write it with its registry, "registry.example.com/istio/proxyv2:1.30.3"');
  return image;
}

function renderConfig(hold: boolean | undefined, config: ProxyConfig = {}, place: Place): string | undefined {
  place.field('holdApplicationUntilProxyStarts', hold, renderBoolean);
  const rendered = renderProxyConfig(config, place.at('proxyConfig')) as { [field: string]: unknown };
  if (hold !== undefined && rendered.holdApplicationUntilProxyStarts !== undefined)
    place.at('holdApplicationUntilProxyStarts').fail(hold, 'is given in proxyConfig, too', 'remove one of the two');
  const all = hold === undefined ? rendered : { holdApplicationUntilProxyStarts: hold, ...rendered };
  return Object.keys(all).length === 0 ? undefined : JSON.stringify(all);
}
