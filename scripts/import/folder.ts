import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ImportError } from './import-error';

/** What the import writes, and so may replace. */
const GENERATED = /^(crds\.yaml|version\.json|schemas\.json|index\.ts|([a-z0-9]+\.)+istio\.io\.ts)$/;

/** What `npm run import:envoy` writes, and so stays. */
const KEPT: readonly string[] = ['envoy.json'];

/**
 * Replaces all files of a folder, or none: they are written beside it first, and then change places with it.
 *
 * @param folder the folder to replace; it need not exist
 * @param generate makes the files, by their names; it gets an empty folder to work in, and a signal that it is to stop
 * @throws ImportError if the folder has a file that the import did not write; and whatever `generate` throws
 */
export async function replaceFolder(
  folder: string,
  generate: (workspace: string, stop: AbortSignal) => Promise<ReadonlyMap<string, string>>,
): Promise<void> {
  checkNothingElse(folder);
  // Beside it, and so on the same file system: there, renaming is all or nothing.
  const staging = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  const interruption = new AbortController();
  const interrupted = (signal: NodeJS.Signals) => {
    interruption.abort();
    rmSync(staging, { recursive: true, force: true });
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const [workspace, next, previous] = ['workspace', 'next', 'previous'].map((name) => join(staging, name)) as [string, string, string];
    mkdirSync(workspace);
    const files = await generate(workspace, interruption.signal);
    mkdirSync(next);
    for (const [name, text] of files) writeFileSync(join(next, name), text);
    for (const name of KEPT) if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(next, name));
    swap(folder, next, previous);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    rmSync(staging, { recursive: true, force: true });
  }
}

function checkNothingElse(folder: string): void {
  const strangers = existsSync(folder) ? readdirSync(folder).filter((name) => !GENERATED.test(name) && !KEPT.includes(name)) : [];
  if (strangers.length === 0) return;
  throw new ImportError({
    where: folder,
    found: `has ${strangers.join(', ')}, which would be lost`,
    expected: 'only files that the import wrote, because it replaces the folder',
    wayOut: 'move it elsewhere',
  });
}

function swap(folder: string, next: string, previous: string): void {
  const existed = existsSync(folder);
  if (existed) renameSync(folder, previous);
  try {
    renameSync(next, folder);
  } catch (error) {
    if (existed) renameSync(previous, folder);
    throw error;
  }
}
