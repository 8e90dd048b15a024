import { existsSync, readFileSync } from 'node:fs';
import { ImportError } from './import-error';

/** `imports/version.json`: the only place that says which Istio release the CRDs come from. */
export interface VersionFile {
  readonly istio: string;
}

const FORMAT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** @throws ImportError if the text is no version such as 1.30.3 */
export function checkVersion(version: unknown, where: string): string {
  if (typeof version === 'string' && FORMAT.test(version)) return version;
  throw new ImportError({
    where,
    found: version === undefined ? 'no version' : `${JSON.stringify(version)} is not a version`,
    expected: 'the version of the Istio release that the CRDs come from, such as 1.30.3',
    wayOut: 'give it: npm run import -- FILE --istio X.Y.Z',
  });
}

/** The version that the last import was told; none if there was no import yet. */
export function rememberedVersion(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    content = null;
  }
  return checkVersion((content as VersionFile | null)?.istio, file);
}

export function renderVersion(version: string): string {
  const content: VersionFile = { istio: version };
  return `${JSON.stringify(content)}\n`;
}
