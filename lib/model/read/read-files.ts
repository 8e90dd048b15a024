import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_BYTES } from './limits';
import type { SourcedObject } from './objects';
import { ReadError } from './read-error';
import { readBytes, readYaml, tooLarge } from './read-text';

/** Which files of a folder are read: those that kubectl reads, cli-runtime 0.32 `FileExtensions`. */
const EXTENSIONS = ['.json', '.yaml', '.yml'];
const STDIN = '-';

/** How files are found. */
export interface ReadFilesOptions {
  /** Read the subfolders of folders, too. @default false, as `kubectl -f` */
  readonly recursive?: boolean;
  /** What `-` stands for. @default the process's stdin, read to its end */
  readonly stdin?: () => string;
  /**
   * Is told of each file that can't be read, whose objects then are none of the set's.
   * @default - the first such file is an error
   */
  readonly onUnread?: (error: ReadError) => void;
}

/**
 * The objects in files, folders and stdin (`-`), in the order given; of a folder its files by name.
 *
 * A folder means its .yaml, .yml and .json files; a file that is named is read whatever its name. As
 * `kubectl -f` does it (cli-runtime 0.32 `ExpandPathsToFileVisitors`), except that a symbolic link to a
 * folder, if named, is followed too.
 */
export function readFiles(paths: readonly string[], options: ReadFilesOptions = {}): SourcedObject[] {
  const objects: SourcedObject[] = [];
  for (const path of paths) {
    for (const file of path === STDIN ? [STDIN] : expand(path, options.recursive === true)) {
      for (const object of readFile(file, options)) objects.push(object);
    }
  }
  return objects;
}

function readFile(file: string, options: ReadFilesOptions): readonly SourcedObject[] {
  try {
    return file === STDIN ? readStdin(options) : readBytes(bytesOf(file), file);
  } catch (error) {
    if (!options.onUnread || !(error instanceof ReadError)) throw error;
    options.onUnread(error);
    return [];
  }
}

function readStdin(options: ReadFilesOptions): SourcedObject[] {
  return options.stdin ? readYaml(options.stdin(), STDIN) : readBytes(readAll(0, STDIN), STDIN);
}

function expand(path: string, recursive: boolean): string[] {
  if (!statOf(path).isDirectory()) return [path];
  const files: string[] = [];
  const hasFolders = addFiles(path, recursive, files);
  if (files.length > 0) return files;
  const hint = hasFolders && !recursive ? ', and its subfolders are not read unless asked for' : '';
  throw new ReadError(path, `no ${EXTENSIONS.join(', ')} file in this folder${hint}; name the folder or the files that you mean`);
}

/** Adds a folder's files, in the order of their names' bytes; are there folders among its entries? */
function addFiles(folder: string, recursive: boolean, files: string[]): boolean {
  let hasFolders = false;
  const entries = attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
  entries.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    // A symbolic link to a folder is no folder here, so there are no cycles.
    if (entry.isDirectory()) {
      hasFolders = true;
      if (recursive) addFiles(path, recursive, files);
    } else if (EXTENSIONS.some((extension) => entry.name.endsWith(extension))) {
      files.push(path);
    }
  }
  return hasFolders;
}

function statOf(path: string): { isDirectory(): boolean } {
  try {
    return statSync(path);
  } catch (error) {
    const target = codeOf(error) === 'ENOENT' ? danglingLink(path) : undefined;
    if (target !== undefined) throw new ReadError(path, `a symbolic link to ${target}, which does not exist; mend or remove the link`);
    throw asReadError(path, error);
  }
}

function danglingLink(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}

function bytesOf(path: string): Buffer {
  if (statOf(path).isDirectory()) throw new ReadError(path, 'a folder with the name of a file; rename it');
  const fd = attempt(path, () => openSync(path, 'r'));
  try {
    return readAll(fd, path);
  } finally {
    closeSync(fd);
  }
}

/** All of a file, pipe or device, unless it is too large: /dev/zero has no size of its own. */
function readAll(fd: number, path: string): Buffer {
  const { size } = attempt(path, () => fstatSync(fd));
  if (size > MAX_BYTES) throw tooLarge(path);
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.max(64 * 1024, size + 1 - total));
    const count = attempt(path, () => readSync(fd, chunk));
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    total += count;
    if (total > MAX_BYTES) throw tooLarge(path);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function attempt<R>(path: string, action: () => R): R {
  try {
    return action();
  } catch (error) {
    throw asReadError(path, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder; check the path',
  EACCES: 'may not be read; check its permissions',
  EPERM: 'may not be read; check its permissions',
  ELOOP: 'a symbolic link that leads back to itself; mend or remove it',
  ENOTDIR: 'no such file: a part of the path before it is no folder; check the path',
  EISDIR: 'a folder with the name of a file; rename it',
  ENXIO: 'a socket, which can not be read; name a file',
};

function asReadError(path: string, error: unknown): unknown {
  const code = codeOf(error);
  return code === undefined ? error : new ReadError(path, REASONS[code] ?? `can not be read: ${(error as Error).message}`);
}

/** An error of the file system; not by `instanceof`, which fails across jest's realms. */
function codeOf(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
