import type { CodeInfo } from './code-info';

/**
 * Istio's codes that manifests alone can decide, with Istio's names and levels and our words.
 * istio 1.30.3 pkg/config/analysis/msg/messages.yaml
 */
export const ISTIO_CODES = {
  IST0002: { name: 'Deprecated', level: 'warning', description: 'A field or provider is deprecated or no longer has an effect.' },
  IST0101: { name: 'ReferencedResourceNotFound', level: 'error', description: 'A reference names something that does not exist.' },
  IST0102: { name: 'NamespaceNotInjected', level: 'info', description: 'A namespace does not say whether its Pods get the proxy.' },
  IST0103: { name: 'PodMissingProxy', level: 'warning', description: 'A Pod of an injected namespace has no proxy.' },
  IST0107: { name: 'MisplacedAnnotation', level: 'warning', description: 'An annotation of Istio is on a kind that does not take it.' },
  IST0108: {
    name: 'UnknownAnnotation',
    level: 'warning',
    description: 'An annotation looks like one of Istio, but Istio has none of that name.',
  },
  IST0109: {
    name: 'ConflictingMeshGatewayVirtualServiceHosts',
    level: 'error',
    description: 'Several VirtualServices give the sidecars rules for the same host.',
  },
  IST0110: { name: 'ConflictingSidecarWorkloadSelectors', level: 'error', description: 'Several Sidecars select the same workload.' },
  IST0111: {
    name: 'MultipleSidecarsWithoutWorkloadSelectors',
    level: 'error',
    description: 'A namespace has several Sidecars for all of it.',
  },
  IST0112: {
    name: 'VirtualServiceDestinationPortSelectorRequired',
    level: 'error',
    description: 'A destination names no port, and its service has several.',
  },
  IST0116: {
    name: 'DeploymentAssociatedToMultipleServices',
    level: 'warning',
    description: 'Services of one Deployment give the same port different protocols.',
  },
  IST0118: {
    name: 'PortNameIsNotUnderNamingConvention',
    level: 'info',
    description: 'Neither name nor appProtocol of a port says its protocol.',
  },
  IST0123: {
    name: 'NamespaceMultipleInjectionLabels',
    level: 'warning',
    description: 'A namespace has labels of several ways into the mesh.',
  },
  IST0125: { name: 'InvalidAnnotation', level: 'warning', description: 'The value of an annotation of Istio is not valid.' },
  IST0127: { name: 'NoMatchingWorkloadsFound', level: 'warning', description: 'An AuthorizationPolicy selects no workload.' },
  IST0128: {
    name: 'NoServerCertificateVerificationDestinationLevel',
    level: 'warning',
    description: 'A DestinationRule starts TLS without a CA of its own to check the server by.',
  },
  IST0129: {
    name: 'NoServerCertificateVerificationPortLevel',
    level: 'warning',
    description: 'A DestinationRule starts TLS for a port without a CA of its own to check the server by.',
  },
  IST0130: { name: 'VirtualServiceUnreachableRule', level: 'warning', description: 'A rule of a VirtualService is never reached.' },
  IST0131: { name: 'VirtualServiceIneffectiveMatch', level: 'info', description: 'A match is covered by one of an earlier rule.' },
  IST0132: {
    name: 'VirtualServiceHostNotFoundInGateway',
    level: 'warning',
    description: 'No host of a VirtualService is served by a Gateway it is bound to.',
  },
  IST0134: { name: 'ServiceEntryAddressesRequired', level: 'warning', description: 'A ServiceEntry for TCP has no addresses.' },
  IST0135: { name: 'DeprecatedAnnotation', level: 'info', description: 'An annotation of Istio is deprecated.' },
  IST0137: {
    name: 'DeploymentConflictingPorts',
    level: 'warning',
    description: 'Services of one Deployment reach one target port by different ports.',
  },
  IST0138: {
    name: 'GatewayDuplicateCertificate',
    level: 'warning',
    description: 'Gateways of the same proxies use one certificate, so that HTTP/2 connections are reused across them.',
  },
  IST0139: {
    name: 'InvalidWebhook',
    level: 'error',
    description: 'An injection webhook overlaps with another, or its service does not exist.',
  },
  IST0140: {
    name: 'IngressRouteRulesNotAffected',
    level: 'warning',
    description: 'A route at a gateway goes past the subsets of another VirtualService.',
  },
  IST0144: { name: 'InvalidApplicationUID', level: 'warning', description: 'A container runs as user 1337, which is the proxy’s.' },
  IST0145: { name: 'ConflictingGateways', level: 'error', description: 'Gateways of the same proxies claim one host on one port.' },
  IST0146: {
    name: 'ImageAutoWithoutInjectionWarning',
    level: 'warning',
    description: 'A Deployment wants its proxy image injected, and no webhook would.',
  },
  IST0147: {
    name: 'ImageAutoWithoutInjectionError',
    level: 'error',
    description: 'A Pod still has the image that injection was to replace.',
  },
  IST0148: {
    name: 'NamespaceInjectionEnabledByDefault',
    level: 'info',
    description: 'A namespace without labels is injected, because Istio is installed so.',
  },
  IST0149: {
    name: 'JwtClaimBasedRoutingWithoutRequestAuthN',
    level: 'error',
    description: 'Routes match claims of a JWT that nothing validates at the gateway.',
  },
  IST0150: {
    name: 'ExternalNameServiceTypeInvalidPortName',
    level: 'warning',
    description: 'A port of an ExternalName Service names no protocol, or plain tcp.',
  },
  IST0151: {
    name: 'EnvoyFilterUsesRelativeOperation',
    level: 'warning',
    description: 'A patch depends on what other EnvoyFilters did before.',
  },
  IST0152: { name: 'EnvoyFilterUsesReplaceOperationIncorrectly', level: 'error', description: 'REPLACE is used where it has no effect.' },
  IST0153: { name: 'EnvoyFilterUsesAddOperationIncorrectly', level: 'error', description: 'ADD is used where it has no effect.' },
  IST0154: { name: 'EnvoyFilterUsesRemoveOperationIncorrectly', level: 'error', description: 'REMOVE is used where it has no effect.' },
  IST0155: {
    name: 'EnvoyFilterUsesRelativeOperationWithProxyVersion',
    level: 'warning',
    description: 'A patch depends on others, and its filter is also patched for certain proxy versions.',
  },
  IST0157: { name: 'InvalidTelemetryProvider', level: 'warning', description: 'Access logging is configured without a provider.' },
  IST0158: {
    name: 'PodsIstioProxyImageMismatchInNamespace',
    level: 'warning',
    description: 'Pods of a namespace have another proxy image than injection would give them.',
  },
  IST0159: { name: 'ConflictingTelemetryWorkloadSelectors', level: 'error', description: 'Several Telemetries select the same workload.' },
  IST0160: {
    name: 'MultipleTelemetriesWithoutWorkloadSelectors',
    level: 'error',
    description: 'A namespace has several Telemetries for all of it.',
  },
  IST0161: { name: 'InvalidGatewayCredential', level: 'error', description: 'The Secret of a Gateway holds no usable certificate.' },
  IST0162: {
    name: 'GatewayPortNotDefinedOnService',
    level: 'warning',
    description: 'A Gateway listens on a port that its Service does not lead to.',
  },
  IST0163: {
    name: 'InvalidExternalControlPlaneConfig',
    level: 'warning',
    description: 'A webhook of Istio has an address that can’t be used.',
  },
  IST0164: {
    name: 'ExternalControlPlaneAddressIsNotAHostname',
    level: 'info',
    description: 'A webhook of Istio calls the control plane by an IP address.',
  },
  IST0165: {
    name: 'ReferencedInternalGateway',
    level: 'warning',
    description: 'A VirtualService is bound to a gateway that Istio generates for itself.',
  },
  IST0166: {
    name: 'IneffectiveSelector',
    level: 'warning',
    description: 'A policy selects a gateway by labels that only targetRefs reach.',
  },
  IST0167: {
    name: 'IneffectivePolicy',
    level: 'warning',
    description: 'A Sidecar is for workloads in ambient mode, which have no sidecar.',
  },
  IST0171: { name: 'NegativeConditionStatus', level: 'warning', description: 'The status of an object says that it is not in effect.' },
  IST0173: { name: 'DestinationRuleSubsetNotSelectPods', level: 'error', description: 'No Pod carries the labels of a subset.' },
  IST0174: { name: 'UnknownDestinationRuleHost', level: 'warning', description: 'The host of a DestinationRule is no known service.' },
  IST0175: {
    name: 'JwksUriFetchUnrestricted',
    level: 'warning',
    description: 'The control plane fetches the keys of RequestAuthentications from any address, also internal ones.',
  },
  IST0176: {
    name: 'GatewayAPICRDVersionBelowMinimum',
    level: 'warning',
    description: 'A CRD of the Gateway API is older than Istio needs.',
  },
} as const satisfies Record<string, CodeInfo>;
