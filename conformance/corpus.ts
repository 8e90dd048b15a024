import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A case of a corpus, judged. */
export interface Verdict {
  readonly id: string;
  readonly section: string;
  readonly kind: 'agrees' | 'differs' | 'explained' | 'notModelled' | 'outOfScope';
  /** How it differs, or why it was not run. */
  readonly detail?: string;
  /** What the generator put in, for grouping. */
  readonly tags?: readonly string[];
}

/** The rows of a gzipped file with a JSON object a line. */
export function* readRows(path: string): Iterable<unknown> {
  for (const line of gunzipSync(readFileSync(path)).toString('utf8').split('\n')) {
    if (line.trim() !== '') yield JSON.parse(line) as unknown;
  }
}

/** Where two JSON values differ: `path: want …, got …`, first difference of each branch. */
export function differences(want: unknown, got: unknown, path = ''): string[] {
  if (Object.is(want, got)) return [];
  if (Array.isArray(want) && Array.isArray(got)) {
    if (want.length !== got.length) return [`${path}: want ${print(want)}, got ${print(got)}`];
    return want.flatMap((each, index) => differences(each, got[index], `${path}[${index}]`));
  }
  if (isRecord(want) && isRecord(got)) {
    const names = new Set([...Object.keys(want), ...Object.keys(got)]);
    return [...names].flatMap((name) => differences(want[name], got[name], path === '' ? name : `${path}.${name}`));
  }
  return [`${path}: want ${print(want)}, got ${print(got)}`];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function print(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
