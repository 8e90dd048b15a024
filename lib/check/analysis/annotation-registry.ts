/** An annotation that Istio reads. */
export interface AnnotationInfo {
  /** The kinds that take it; `Any` for all. */
  readonly kinds: readonly string[];
  readonly deprecated: boolean;
}

/** Kinds, whether deprecated, names. istio/api of istio 1.30.3, annotation/annotations.yaml */
const TABLE: readonly (readonly [kinds: readonly string[], deprecated: boolean, names: readonly string[]])[] = [
  [['Service'], true, ['alpha.istio.io/canonical-serviceaccounts', 'alpha.istio.io/kubernetes-serviceaccounts']],
  [
    ['Pod'],
    false,
    [
      'ambient.istio.io/bypass-inbound-capture',
      'ambient.istio.io/dns-capture',
      'ambient.istio.io/redirection',
      'inject.istio.io/templates',
      'istio.io/reroute-virtual-interfaces',
      'istio.io/rev',
      'prometheus.istio.io/merge-metrics',
      'proxy.istio.io/config',
      'proxy.istio.io/overrides',
      'readiness.status.sidecar.istio.io/applicationPorts',
      'readiness.status.sidecar.istio.io/failureThreshold',
      'readiness.status.sidecar.istio.io/initialDelaySeconds',
      'readiness.status.sidecar.istio.io/periodSeconds',
      'sidecar.istio.io/agentLogLevel',
      'sidecar.istio.io/bootstrapOverride',
      'sidecar.istio.io/componentLogLevel',
      'sidecar.istio.io/interceptionMode',
      'sidecar.istio.io/logLevel',
      'sidecar.istio.io/nativeSidecar',
      'sidecar.istio.io/proxyCPU',
      'sidecar.istio.io/proxyCPULimit',
      'sidecar.istio.io/proxyImage',
      'sidecar.istio.io/proxyImageType',
      'sidecar.istio.io/proxyMemory',
      'sidecar.istio.io/proxyMemoryLimit',
      'sidecar.istio.io/rewriteAppHTTPProbers',
      'sidecar.istio.io/statsEvictionInterval',
      'sidecar.istio.io/statsFlushInterval',
      'sidecar.istio.io/statsHistogramBins',
      'sidecar.istio.io/statsHistogramBuckets',
      'sidecar.istio.io/status',
      'sidecar.istio.io/userVolume',
      'sidecar.istio.io/userVolumeMount',
      'status.sidecar.istio.io/port',
      'traffic.sidecar.istio.io/excludeInboundPorts',
      'traffic.sidecar.istio.io/excludeInterfaces',
      'traffic.sidecar.istio.io/excludeOutboundIPRanges',
      'traffic.sidecar.istio.io/excludeOutboundPorts',
      'traffic.sidecar.istio.io/includeInboundPorts',
      'traffic.sidecar.istio.io/includeOutboundIPRanges',
      'traffic.sidecar.istio.io/includeOutboundPorts',
    ],
  ],
  [['GatewayClass', 'Gateway'], false, ['ambient.istio.io/waypoint-inbound-binding']],
  [['Any'], false, ['galley.istio.io/analyze-suppress', 'gateway.istio.io/controller-version']],
  [['Gateway'], false, ['gateway.istio.io/name-override', 'gateway.istio.io/service-account', 'networking.istio.io/service-type']],
  [
    ['WorkloadEntry'],
    false,
    ['istio.io/autoRegistrationGroup', 'istio.io/connectedAt', 'istio.io/disconnectedAt', 'istio.io/workloadController'],
  ],
  [['AuthorizationPolicy'], false, ['istio.io/dry-run']],
  [['Ingress'], false, ['kubernetes.io/ingress.class']],
  [['Service'], false, ['networking.istio.io/exportTo', 'traffic.istio.io/nodeSelector']],
  [['Namespace', 'Service', 'ServiceEntry'], false, ['networking.istio.io/traffic-distribution']],
  [
    ['Pod'],
    true,
    [
      'sidecar.istio.io/discoveryAddress',
      'sidecar.istio.io/extraStatTags',
      'sidecar.istio.io/inject',
      'sidecar.istio.io/statsCompression',
      'sidecar.istio.io/statsInclusionPrefixes',
      'sidecar.istio.io/statsInclusionRegexps',
      'sidecar.istio.io/statsInclusionSuffixes',
      'traffic.sidecar.istio.io/kubevirtInterfaces',
    ],
  ],
  [['Namespace'], false, ['topology.istio.io/controlPlaneClusters']],
];

/** Every annotation that Istio 1.30.3 knows, by name. */
export const ANNOTATIONS: ReadonlyMap<string, AnnotationInfo> = new Map(
  TABLE.flatMap(([kinds, deprecated, names]) => names.map((name) => [name, { kinds, deprecated }])),
);
