/** Findings of what objects mean together: Istio's analyzers, and ours. */
export { analyze, type AnalysisOptions } from './analyze';
export { CATALOGUE, type Code, type CodeInfo, pageOf } from './catalogue';
export { suppress } from './suppress';
