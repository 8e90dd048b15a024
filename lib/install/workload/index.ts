export { InterceptionMode, ProxyLogLevel, type SidecarSettings } from './sidecar-settings';
export { type IMeshWorkload, type IPodMetadata, type IWorkloadMetadata, type PodTemplateMetadata, WorkloadMode } from './workload-mode';
