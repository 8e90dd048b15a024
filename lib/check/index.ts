/** What the cluster would refuse or misroute, by manifests alone. Knows nothing of constructs, places and routing. */
export { check, type CheckOptions, type CheckScope } from './check';
export { CODES, isCode } from './codes';
export type { Finding, Level } from './finding';
export { ISTIO_VERSION } from './istio-version';
export { pageOf } from './analysis';
