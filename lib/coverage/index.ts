/** Which rules, matches and subsets the requests of tests reach. Reads decisions and manifests, whoever asked. */
export type { CoverageEvent, KnownPart } from './event';
export type { PartKind } from './parts';
export { RouteCoverage } from './route-coverage';
export { type CoverageReport, KINDS, type MissedPart, type ObjectCoverage, percentOf, type Share, type Shares } from './report';
export { withPlaces } from './places';
