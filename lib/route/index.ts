/**
 * Where does this request go? Knows manifests only, neither constructs nor checks.
 * Comments cite Istio's code at 1.30.3 and Envoy's at 1.36, the newest whose source was at hand; what Envoy does was seen of
 * 1.40, which answers the corpora of `npm run cases`.
 */
export { route } from './route';
export type { RequestProtocol, RouteRequest, Source, UpstreamAnswer } from './request';
export type * from './decision';
export { formatFieldPath, formatTraceEntry, Trace } from './trace';
export type { FieldPath, Stage, TraceEntry } from './trace';
export { routeConfigurationOf } from './inspect';
export { UnknownSourceError } from './source';
export { OUTSIDE_ADDRESS } from './environment';
