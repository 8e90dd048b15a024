import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderCrds } from './crds-yaml';
import { groupKind, ISTIO_KINDS, readCrds, servedVersions, type Crd } from './crds';
import { readDocuments } from './documents';
import { replaceFolder } from './folder';
import { ImportError } from './import-error';
import { checkVersion, rememberedVersion, renderVersion } from './istio-version';
import { generateL1 } from './l1';
import { stripCrd } from './prose';
import { compactSchemas } from './schemas';
import { readSource } from './source';

/** What to import, and where to. */
export interface ImportRequest {
  /** The folder to write. */
  readonly folder: string;
  /**
   * A file or an http(s) URL with Istio's CRDs.
   *
   * @default the folder's own crds.yaml: everything else is written anew from it
   */
  readonly source?: string;
  /**
   * The Istio release that the CRDs come from.
   *
   * @default as the last time; required where the CRDs are not those of the last time
   */
  readonly istio?: string;
}

/** What was imported. */
export interface ImportReport {
  readonly source: string;
  readonly istio: string;
  readonly kinds: number;
  readonly servedVersions: number;
  /** Kinds that the bundle has and {@link ISTIO_KINDS} has not, such as `networking.istio.io/Gateway`. */
  readonly newKinds: readonly string[];
}

/**
 * Writes the folder from Istio's CRDs. The same CRDs and version give the same bytes, whether they come from
 * Istio's bundle or from the crds.yaml of an earlier import.
 *
 * @param l1 generates the L1 types
 * @throws ImportError if the input cannot be imported; the folder is then as it was
 */
export async function importCrds(request: ImportRequest, l1: typeof generateL1 = generateL1): Promise<ImportReport> {
  const committed = join(request.folder, 'crds.yaml');
  if (request.istio !== undefined) checkVersion(request.istio, '--istio');
  if (request.source === undefined && !existsSync(committed)) {
    throw new ImportError({
      where: committed,
      found: 'no such file',
      expected: 'the CRDs of an earlier import',
      wayOut: 'import them again: npm run import -- FILE|URL --istio X.Y.Z',
    });
  }

  const source = request.source ?? committed;
  const crds = parseCrds(await readSource(source), source).map(stripCrd);
  const crdsYaml = renderCrds(crds);
  checkReadsBack(crdsYaml);
  const istio = request.istio ?? versionOf(crdsYaml, request, committed);

  await replaceFolder(
    request.folder,
    async (workspace, stop) =>
      new Map([
        ['crds.yaml', crdsYaml],
        ['version.json', renderVersion(istio)],
        ['schemas.json', `${JSON.stringify(compactSchemas(crds), null, 1)}\n`],
        ...(await l1(crds, workspace, stop)),
      ]),
  );

  const known: readonly string[] = ISTIO_KINDS;
  return {
    source,
    istio,
    kinds: crds.length,
    servedVersions: crds.reduce((sum, crd) => sum + servedVersions(crd).length, 0),
    newKinds: crds.map(groupKind).filter((kind) => !known.includes(kind)),
  };
}

function parseCrds(text: string, name: string): Crd[] {
  return readCrds(readDocuments(text, name), name);
}

/** The folder must follow from its own crds.yaml, or the next import would find a difference where nothing changed. */
function checkReadsBack(crdsYaml: string): void {
  const again = renderCrds(parseCrds(crdsYaml, 'crds.yaml').map(stripCrd));
  if (again !== crdsYaml) throw new Error('the crds.yaml to be written reads back as something else: a defect of the import');
}

/** A bundle does not say which release it comes from: only for the CRDs of the last time the answer is still known. */
function versionOf(crdsYaml: string, { folder, source }: ImportRequest, committed: string): string {
  const remembered = rememberedVersion(join(folder, 'version.json'));
  const unchanged = existsSync(committed) && readFileSync(committed, 'utf8') === crdsYaml;
  if (source === undefined || (remembered !== undefined && unchanged)) {
    return checkVersion(remembered, join(folder, 'version.json'));
  }
  throw new ImportError({
    where: source,
    found:
      remembered === undefined
        ? 'does not say which Istio release it comes from'
        : `its CRDs are not those of Istio ${remembered}, imported the last time`,
    expected: 'the version of the Istio release that the CRDs come from',
    wayOut: `give it: npm run import -- ${source} --istio X.Y.Z`,
  });
}
