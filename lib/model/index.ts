/** Any set of manifests as a read-only index. Knows nothing of constructs, checks or routing. */
export { Model } from './model';
export { type MeshSettings, UnreadableMeshConfigError } from './mesh-config';
export {
  at,
  byCreation,
  compareStrings,
  isObject,
  keyOf,
  Kind,
  kindOf,
  type Labels,
  listOf,
  numberOf,
  objectsIn,
  type Origin,
  type Resource,
  selects,
  type SourcedManifest,
  stringsIn,
  textOf,
} from './resource';
export {
  bySpecificity,
  HostMap,
  hostIsSubsetOf,
  hostsForNamespace,
  hostsMatch,
  intersectHosts,
  isIpAddress,
  isMoreSpecific,
  isWildcard,
  resolveShortHost,
} from './hostname';
export { HostSet } from './host-set';
export { isHttp, isHttpOrSniffed, isTcp, isTls, parseProtocol, type Protocol, protocolOfServicePort } from './protocol';
export { parseGoDuration } from './go-duration';
export { normalizePath, type PathNormalization } from './path';
export { append } from './multimap';
export { resolveGatewayName } from './gateway-name';
export { hasConflict, type MatchOrigin, mergeHttpRoute, mergeHttpRoutes, mergeMatches, originOfMatch } from './delegate';
export { type Endpoint } from './endpoint';
export { type Port, type Resolution, type Service, UNSPECIFIED_ADDRESS } from './service';
export { isOwned, POD_TEMPLATES, type Workload, WorkloadIndex } from './workload';
export * from './istio';
