import { KINDS } from '../coverage';

/** Percent of the rules, matches and subsets that requests must reach; what is left out may be missed. */
export interface Thresholds {
  readonly routes?: number;
  readonly matches?: number;
  readonly subsets?: number;
}

/** The reporter's second item in jest's `reporters`. */
export interface ReporterOptions {
  /** Below it the run fails. One number is meant for each of the three. @default - none */
  readonly threshold?: number | Thresholds;
}

const NAME = 'cdk8s-istio/jest/reporter';
const WHAT_FITS = `give 0 to 100, or { ${KINDS.map((kind) => `${kind}: 80`).join(', ')} }`;

/** The options, checked: they come from a configuration that nobody compiles. */
export function thresholdsIn({ threshold, ...others }: ReporterOptions): Thresholds {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new TypeError(`${NAME} has no option ${unknown}; it has threshold`);
  if (threshold === undefined) return {};
  const each = typeof threshold === 'number' ? Object.fromEntries(KINDS.map((kind) => [kind, threshold])) : threshold;
  if (typeof each !== 'object' || each === null) throw new TypeError(`${NAME}: threshold is ${JSON.stringify(each)}; ${WHAT_FITS}`);
  for (const [kind, percent] of Object.entries(each)) {
    if (!KINDS.some((known) => known === kind)) throw new TypeError(`${NAME}: there is no threshold for ${kind}; ${WHAT_FITS}`);
    if (typeof percent !== 'number' || !(percent >= 0 && percent <= 100))
      throw new TypeError(`${NAME}: threshold is ${JSON.stringify(percent)}; ${WHAT_FITS}`);
  }
  return each;
}
