import { type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ImportError, ISTIO_BUNDLE } from './import-error';

/** How much, and for how long, the import reads before it gives up. */
export interface SourceLimits {
  readonly bytes: number;
  readonly milliseconds: number;
}

/** Istio's bundle has 0.9 MiB. */
const LIMITS: SourceLimits = { bytes: 32 * 1024 * 1024, milliseconds: 30_000 };

/**
 * The text of a file, or of what an http(s) URL answers.
 *
 * @throws ImportError if there is no such file or page, if it is too big or too slow, or if it is not UTF-8 text
 */
export async function readSource(source: string, limits: SourceLimits = LIMITS): Promise<string> {
  const bytes = /^[a-z][a-z0-9+.-]*:\/\//i.test(source) ? await download(source, limits) : await readLocal(source, limits);
  return decode(bytes, source);
}

async function readLocal(path: string, limits: SourceLimits): Promise<Uint8Array> {
  const wayOut = `give the path of the bundle, from ${resolve('.')} or absolute`;
  const refuse = (found: string) => new ImportError({ where: path, found, expected: 'a YAML file with CustomResourceDefinitions', wayOut });
  let stats: Stats;
  try {
    stats = await stat(path);
  } catch (error) {
    throw refuse((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : `cannot be read (${reason(error)})`);
  }
  if (stats.isDirectory()) throw refuse('is a folder');
  if (!stats.isFile()) throw refuse('is not a regular file');
  if (stats.size > limits.bytes) throw tooBig(path, limits);
  try {
    return await readFile(path);
  } catch (error) {
    throw refuse(`cannot be read (${reason(error)})`);
  }
}

async function download(address: string, limits: SourceLimits): Promise<Uint8Array> {
  const refuse = (found: string, wayOut = 'check the address in a browser, or download the bundle and give its path', where = address) =>
    new ImportError({ where, found, expected: 'an http(s) URL that answers with a YAML file of CustomResourceDefinitions', wayOut });

  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) throw refuse('is not a URL');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuse(`${url.protocol} is not supported`);
  // Neither sent nor shown: a password in an error message ends up in a log.
  if (url.username !== '' || url.password !== '')
    throw refuse('carries a user name or password', 'download the bundle and give its path', url.host);

  const timeout = AbortSignal.timeout(limits.milliseconds);
  try {
    const response = await fetch(url, { signal: timeout });
    if (!response.ok) {
      await response.body?.cancel();
      throw refuse(`answered ${response.status} ${response.statusText}`.trimEnd());
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > limits.bytes) throw tooBig(address, limits);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof ImportError) throw error;
    if (timeout.aborted) throw refuse(`did not answer in full within ${limits.milliseconds / 1000} s`);
    throw refuse(`cannot be downloaded (${reason(error)})`);
  }
}

function decode(bytes: Uint8Array, source: string): string {
  const refuse = (found: string, wayOut: string) => new ImportError({ where: source, found, expected: 'YAML, as UTF-8 text', wayOut });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('is not UTF-8 text', 'unpack an archive first, and give the YAML file in it');
  }
  // Pages that show a file are the usual mistake, and a YAML parser has nothing helpful to say about them.
  if (/^\s*<[!?a-z]/i.test(text)) throw refuse('is HTML or XML', 'give the address of the raw file, not of a page that shows it');
  return text;
}

function tooBig(source: string, limits: SourceLimits): ImportError {
  return new ImportError({
    where: source,
    found: `is larger than ${limits.bytes / 1024 / 1024} MiB`,
    expected: "a CRD bundle (Istio's has about 1 MiB)",
    wayOut: ISTIO_BUNDLE,
  });
}

/** `fetch` says no more than "fetch failed": the reason is its cause. */
function reason(error: unknown): string {
  const { message, cause } = error as Error & { cause?: Partial<Error> };
  return cause?.message || message;
}
