import { readValue } from '../model/read/read-value';
import { isObject } from '../model';
import { ReadError } from '../model/read';
import type { MeshFinding } from './finding';

/** A kind of finding that was there when the baseline was made, and how often. Sorted, so that a diff of the file says what has changed. */
export interface BaselineEntry {
  readonly code: string;
  readonly object: string;
  readonly field: string;
  readonly fingerprint: string;
  readonly count: number;
}

/** What a baseline makes of findings. */
export interface Comparison {
  /** Those that it does not have. */
  readonly fresh: readonly MeshFinding[];
  /** How many it has. */
  readonly known: number;
  /** What it has, and is no more; `count` says how many of them are gone. */
  readonly gone: readonly BaselineEntry[];
}

const VERSION = 1;

/** The findings of a day, so that only those count which come later. */
export class Baseline {
  /** Of all findings that there are. */
  public static of(findings: readonly MeshFinding[]): Baseline {
    const entries = new Map<string, BaselineEntry>();
    for (const { code, object, field, fingerprint } of findings) {
      const same = entries.get(fingerprint);
      const name = field.replace(/\[\d+\]/g, '[]');
      entries.set(fingerprint, same ? { ...same, count: same.count + 1 } : { code, object, field: name, fingerprint, count: 1 });
    }
    return new Baseline([...entries.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
  }

  /**
   * Reads what {@link toString} has written.
   *
   * @param file its name, for complaints
   * @throws ReadError if it is no baseline
   */
  public static parse(text: string, file: string): Baseline {
    const value: unknown = readValue(text, file);
    const entries: unknown = isObject(value) && value.version === VERSION ? value.findings : undefined;
    if (!Array.isArray(entries) || !entries.every(isEntry))
      throw new ReadError(file, 'no baseline of findings; write one by cdk8s-istio check --write-baseline');
    return new Baseline(entries);
  }

  private constructor(public readonly entries: readonly BaselineEntry[]) {}

  /** Which findings are new, and what is gone. */
  public compare(findings: readonly MeshFinding[]): Comparison {
    const left = new Map(this.entries.map((entry) => [entry.fingerprint, entry.count]));
    const fresh = findings.filter(({ fingerprint }) => {
      const count = left.get(fingerprint) ?? 0;
      if (count > 0) left.set(fingerprint, count - 1);
      return count === 0;
    });
    const gone = this.entries.map((entry) => ({ ...entry, count: left.get(entry.fingerprint) ?? 0 })).filter(({ count }) => count > 0);
    return { fresh, known: findings.length - fresh.length, gone };
  }

  /** As JSON, a line for each entry. */
  public toString(): string {
    const lines = this.entries.map((entry) => `    ${JSON.stringify(entry)}`);
    return `{\n  "version": ${VERSION},\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
  }
}

function keyOf({ object, code, field, fingerprint }: BaselineEntry): string {
  return [object, code, field, fingerprint].join('\u0000');
}

function isEntry(value: unknown): value is BaselineEntry {
  return (
    isObject(value) &&
    ['code', 'object', 'field', 'fingerprint'].every((name) => typeof value[name] === 'string') &&
    Number.isSafeInteger(value.count) &&
    Number(value.count) > 0
  );
}
