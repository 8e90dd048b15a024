export { type ILabelledMetadata, type INamespace, MeshNamespace, type MeshNamespaceProps } from './mesh-namespace';
export { NamespaceMode, type NamespaceWaypoint } from './namespace-mode';
