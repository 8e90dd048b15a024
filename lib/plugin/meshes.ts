import { dirname, join, relative, resolve, sep } from 'node:path';
import { Mesh, type MeshFinding } from '../mesh';
import { PropsError } from './props-error';

/** Which of the files that a synth has written are one mesh. */
export interface Layout {
  /** @see IstioValidationProps.base */
  readonly base?: string;
  /** @see IstioValidationProps.scenarios */
  readonly scenarios?: readonly string[];
}

/** How a mesh is checked. */
export type Check = (mesh: Mesh) => readonly MeshFinding[];

/**
 * What is found in all meshes: that of each folder, or of each file of a folder of scenarios, on top of the base if there
 * is one. What is found in the base is told once, and of the others what they add, be it in their own objects or the base's.
 */
export function findingsOf(manifests: readonly string[], { base, scenarios = [] }: Layout, check: Check): readonly MeshFinding[] {
  if (manifests.length === 0) return [];
  const outermost = manifests.map((file) => resolve(dirname(file))).reduce(commonFolder);
  const [baseFolder, ...apart] = [base, ...scenarios].map((folder) => (folder === undefined ? undefined : resolve(outermost, folder)));
  const groups = new Map<string, string[]>();
  for (const file of manifests) {
    const folder = resolve(dirname(file));
    const key = apart.includes(folder) ? resolve(file) : folder;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  for (const folder of [baseFolder, ...apart]) {
    if (folder !== undefined && !manifests.some((file) => resolve(dirname(file)) === folder))
      throw new PropsError(`no manifest was written to the folder ${relative('.', folder) || '.'}; mend base and scenarios`);
  }
  const foundation = baseFolder === undefined ? undefined : Mesh.fromFiles(groups.get(baseFolder)!);
  const known = foundation ? check(foundation) : [];
  const findings = [...known];
  for (const [key, files] of groups) {
    if (key === baseFolder) continue;
    const mesh = Mesh.fromFiles(files);
    findings.push(...beyond(known, check(foundation ? foundation.with(mesh) : mesh)));
  }
  return findings;
}

/** The findings that are not among others; of several alike as many as there are more. */
function beyond(known: readonly MeshFinding[], findings: readonly MeshFinding[]): MeshFinding[] {
  const left = new Map<string, number>();
  for (const { fingerprint } of known) left.set(fingerprint, (left.get(fingerprint) ?? 0) + 1);
  return findings.filter(({ fingerprint }) => {
    const count = left.get(fingerprint) ?? 0;
    left.set(fingerprint, count - 1);
    return count <= 0;
  });
}

function commonFolder(a: string, b: string): string {
  const [mine, others] = [a.split(sep), b.split(sep)];
  const end = mine.findIndex((part, index) => part !== others[index]);
  return end < 0 ? a : join(sep, ...mine.slice(0, end));
}
