import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a file beside its place and renames it: who reads it finds the old text or the new one, never a part.
 *
 * @param fail told what went wrong, as a part of a sentence; throws
 * @internal
 */
export function writeWhole(folder: string, name: string, text: string, fail: (problem: string) => never): void {
  const temporary = join(folder, `.${name}.${process.pid}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, join(folder, name));
  } catch (error) {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // Where nothing can be written, nothing can be left.
    }
    fail(`can't hold ${name} (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}
