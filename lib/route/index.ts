/** Where does this request go? Knows manifests only, neither constructs nor checks. */
export { route } from './route';
export type { RequestProtocol, RouteRequest, Source, UpstreamAnswer } from './request';
export type * from './decision';
export { formatFieldPath, formatTraceEntry, Trace } from './trace';
export type { FieldPath, Stage, TraceEntry } from './trace';
export { routeConfigurationOf } from './inspect';
export { UnknownSourceError } from './source';
export { OUTSIDE_ADDRESS } from './environment';
