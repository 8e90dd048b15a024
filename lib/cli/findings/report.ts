import type { BaselineEntry, Level, MeshFinding, ReadError } from '../../mesh';

/** What a run of the checks has to tell. */
export interface Report {
  /** Those that count: all, or those that a baseline does not have. */
  readonly findings: readonly MeshFinding[];
  /** How many objects were looked at, and in how many files. */
  readonly objects: number;
  readonly files: number;
  /** What could not be read, so that of its objects nothing is known. */
  readonly unread: readonly ReadError[];
  /** The release of Istio whose rules were applied. */
  readonly istio: string;
  /** What the baseline has to do with it. @default - there is none */
  readonly baseline?: { readonly known: number; readonly gone: readonly BaselineEntry[] };
}

/** How many findings there are of a level. */
export function countOf(findings: readonly MeshFinding[], level: Level): number {
  return findings.filter((finding) => finding.level === level).length;
}
