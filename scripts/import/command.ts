import { parseArgs } from 'node:util';
import { importCrds, type ImportReport, type ImportRequest } from './import-crds';
import { ImportError } from './import-error';

const USAGE = `Usage: npm run import [-- [FILE|URL] [--istio X.Y.Z]]

Writes imports/ from Istio's CRDs: the L1 types, the schemas for the checks, and the CRDs without their prose.

  FILE|URL         the CRD bundle of an Istio release (manifests/charts/base/files/crd-all.gen.yaml in its source);
                   without it, everything is written anew from imports/crds.yaml
  --istio X.Y.Z    the release that the bundle comes from; needed when the CRDs are not those of the last import
  -h, --help       this text

Exit code: 0 written, 2 nothing written because of what was given.
`;

/** Where the command reads, writes and speaks. */
export interface CommandContext {
  /** The folder to write: `imports/` of the repository. */
  readonly folder: string;
  readonly out?: (text: string) => void;
  readonly err?: (text: string) => void;
  /** Does the work. */
  readonly run?: (request: ImportRequest) => Promise<ImportReport>;
}

/** Runs `npm run import` with its arguments, and gives its exit code. */
export async function importCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const { folder, out = (text) => process.stdout.write(text), err = (text) => process.stderr.write(text), run = importCrds } = context;
  let request: ImportRequest | undefined;
  try {
    request = parseRequest(args, folder);
  } catch (error) {
    err(`npm run import: ${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (request === undefined) {
    out(USAGE);
    return 0;
  }
  try {
    out(describe(await run(request)));
    return 0;
  } catch (error) {
    if (!isUsersToMend(error)) throw error;
    err(`npm run import: ${error.message}\n  imports/ is as it was.\n`);
    return 2;
  }
}

/** @returns undefined if help is asked for */
function parseRequest(args: readonly string[], folder: string): ImportRequest | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { istio: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return undefined;
  if (positionals.length > 1) throw new Error(`one FILE or URL, not ${positionals.length}: ${positionals.join(' ')}`);
  return { folder, source: positionals[0], istio: values.istio };
}

/** Besides bad input, a disk that is full, or a folder that may not be written. */
function isUsersToMend(error: unknown): error is Error {
  return error instanceof ImportError || (error instanceof Error && 'syscall' in error);
}

function describe(report: ImportReport): string {
  const newKinds = report.newKinds.map((kind) => `  ${kind} is new: it gets types and schemas, and there is no construct for it yet\n`);
  return `imports/ written from ${report.source}: Istio ${report.istio}, ${report.kinds} kinds, ${report.servedVersions} served versions\n${newKinds.join('')}`;
}
