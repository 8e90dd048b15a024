export { AccessLog, type JsonAccessLogOptions, type TextAccessLogOptions } from './access-log';
export { ArgoCdInstall, type ArgoCdInstallProps } from './argo-cd-install';
export { type CniOptions, type ComponentOptions, type IstiodOptions, type ProxyOptions } from './component';
export { type ControlPlaneProps } from './control-plane';
export {
  ExtensionProvider,
  type ExtAuthzProvider,
  type FileAccessLogProvider,
  type HttpExtAuthzProvider,
  type LogProvider,
  type OpenTelemetryProvider,
  type ProviderService,
  type TracingProvider,
  type ZipkinProvider,
} from './extension-provider';
export { FluxInstall, type FluxInstallProps } from './flux-install';
export { HelmInstall, type HelmRelease } from './helm-install';
export { IstioOperatorInstall } from './istio-operator-install';
export { type LabelExpression, LabelOperator, type LabelSelector } from './label-selector';
export { type DefaultProviders, type MeshConfig, OutboundTrafficMode } from './mesh-config';
export { type GatewayPort, GatewayServiceType, MeshGateway, type MeshGatewayOptions } from './mesh-gateway';
export { Platform, Profile } from './profile';
export { ForwardClientCertDetails, type GatewayTopology, type ProxyConfig, type ProxyTracing } from './proxy-config';
export { type ResourceAmounts, type Resources } from './resources';
export { SailInstall } from './sail-install';
export { type AutoscalingOptions, Scaling } from './scaling';
export { TaintEffect, Toleration } from './toleration';
