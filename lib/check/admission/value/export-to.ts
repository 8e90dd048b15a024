import type { Spot } from '../spot';
import { DNS_LABEL_RULE, isDnsLabel } from './dns-label';

const PRIVATE = '.';
const PUBLIC = '*';
const NONE = '~';

/** To which namespaces an object is shown. `validateExportTo`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkExportTo(
  exportTo: readonly string[],
  spot: Spot,
  { namespace, noneIsAllowed = false, hasWorkloadSelector = false }: ExportToRules,
): void {
  const seen = new Set<string>();
  for (const [index, entry] of exportTo.entries()) {
    const target = entry === PRIVATE ? namespace : entry;
    const problem = seen.has(target)
      ? target === entry
        ? `${JSON.stringify(entry)} is listed twice: remove one.`
        : `"." is the namespace ${namespace}, which is listed too: remove one.`
      : entryProblem(target, noneIsAllowed);
    if (problem) spot.at(index).error(problem);
    else seen.add(target);
  }
  if (hasWorkloadSelector && seen.size > 0 && (seen.size > 1 || !seen.has(namespace))) {
    spot.error('With a workloadSelector the rule holds in its own namespace only: use "." alone, or leave exportTo out.');
  }
  if (exportTo.length > 1 && seen.has(PUBLIC)) spot.error('"*" stands for all namespaces: remove the others, or "*".');
  if (exportTo.length > 1 && seen.has(NONE)) spot.error('"~" stands for no namespace: remove the others, or "~".');
}

interface ExportToRules {
  /** That of the object. */
  readonly namespace: string;
  /** True of ServiceEntries, which may be shown to nobody. */
  readonly noneIsAllowed?: boolean;
  /** True of DestinationRules for some workloads only. */
  readonly hasWorkloadSelector?: boolean;
}

/** `Instance.Validate`, istio 1.30.3 pkg/config/visibility/visibility.go */
function entryProblem(target: string, noneIsAllowed: boolean): string | undefined {
  if (target === NONE) return noneIsAllowed ? undefined : '"~" (nobody) is for ServiceEntries only: use "." for the own namespace.';
  if (target === PUBLIC || target === PRIVATE || isDnsLabel(target)) return undefined;
  return `${JSON.stringify(target)} is not the name of a namespace, "." or "*": ${DNS_LABEL_RULE}.`;
}
