import { createRequire } from 'node:module';
import type * as Check from '../check';
import type { CheckOptions } from '../check';
import type { Model, Resource } from '../model';
import { FileSource } from '../model/read/source';
import type { MeshFinding } from './finding';
import type * as Findings from './finding';

/** How to check a set that was read. */
export interface CheckSetOptions extends CheckOptions {
  /** Is called now and then with what is done, from 0 to 1. */
  readonly progress?: (share: number) => void;
}

/** What is checked: an index of all there is, and of it the manifests to tell of. */
export interface CheckedMesh {
  readonly model: Model;
  readonly manifests: readonly unknown[];
  readonly twins: Model['duplicates'];
}

/** Checks, in the order of the manifests. */
export function checkMesh({ model, manifests, twins }: CheckedMesh, options: CheckSetOptions): readonly MeshFinding[] {
  // Schemas and CEL are loaded by who checks, not by who only asks for routes.
  const load = createRequire(__filename);
  const { check } = load('../check') as typeof Check;
  const { MeshFinding } = load('./finding') as typeof Findings;
  const duplicates = twins.filter(({ earlier, later }) => !isReadTwice(earlier, later));
  const ranks = new Map<unknown, number>(manifests.map((manifest, index) => [manifest, index]));
  for (const { earlier, later } of duplicates) {
    for (const { manifest } of [earlier, later]) if (!ranks.has(manifest)) ranks.set(manifest, ranks.size);
  }
  const findings = check(model, options, {
    duplicates,
    notesOf: ({ origin }) => (origin instanceof FileSource ? origin.notes() : []),
    isReported: ({ manifest }) => ranks.has(manifest),
    progress: options.progress,
  });
  return [...findings]
    .sort((a, b) => ranks.get(a.resource.manifest)! - ranks.get(b.resource.manifest)!)
    .map((finding) => new MeshFinding(finding));
}

/** Whether a file was given twice, which is no mistake in it. */
function isReadTwice({ origin }: Resource, later: Resource): boolean {
  return origin instanceof FileSource && later.origin instanceof FileSource && origin.isSameAs(later.origin);
}
