/** Findings of what objects mean together: Istio's analyzers, and ours. */
export { analyze } from './analyze';
export { CATALOGUE, type Code, pageOf } from './catalogue';
export { type CodeInfo } from './code-info';
export { suppress } from './suppress';
