import { Origin, Resource } from '../model';

/** The way to a field of an object: `['spec', 'http', 0, 'match', 1]`. */
export type FieldPath = readonly (string | number)[];

/** The stages of a decision, in their order. */
export type Stage = 'proxy' | 'listener' | 'filterChain' | 'virtualHost' | 'route' | 'cluster' | 'endpoint';

/** What was made of one candidate at one stage. */
export interface TraceEntry {
  readonly stage: Stage;
  /** What was looked at: a listener, a chain, a virtual host, a rule. */
  readonly candidate: string;
  readonly taken: boolean;
  /** Why; where a condition decides, that condition. */
  readonly reason: string;
  /** The object that it comes from, `Kind namespace/name`, and where that was written. */
  readonly object?: string;
  readonly origin?: Origin;
  /** Which of the object's fields; absent where it is the object as a whole. */
  readonly field?: FieldPath;
}

/** Collects why each candidate was taken or passed over. */
export class Trace {
  public readonly entries: TraceEntry[] = [];

  public taken(stage: Stage, candidate: string, reason: string, object?: Resource, field?: FieldPath): void {
    this.add(stage, candidate, true, reason, object, field);
  }

  public passed(stage: Stage, candidate: string, reason: string, object?: Resource, field?: FieldPath): void {
    this.add(stage, candidate, false, reason, object, field);
  }

  /** The entries as lines of text, the way stages follow each other. */
  public toString(): string {
    return this.entries.map(formatTraceEntry).join('\n');
  }

  private add(
    stage: Stage,
    candidate: string,
    taken: boolean,
    reason: string,
    object: Resource | undefined,
    field: FieldPath | undefined,
  ): void {
    const about = object && { object: nameOf(object), origin: object.origin, ...(field && { field }) };
    this.entries.push({ stage, candidate, taken, reason, ...about });
  }
}

/** `Kind namespace/name`, as decisions and traces name objects. */
export function nameOf(resource: Resource): string {
  const kind = resource.kind.slice(resource.kind.indexOf('/') + 1);
  return `${kind} ${resource.namespace === '' ? '' : `${resource.namespace}/`}${resource.name}`;
}

/** A field's way as people write it: `spec.http[1].match[0].headers.end-user`. */
export function formatFieldPath(path: FieldPath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/** One line: the stage, the candidate, the verdict and its reason. */
export function formatTraceEntry(entry: TraceEntry): string {
  const object = entry.object && !entry.candidate.includes(entry.object) ? ` (${entry.object})` : '';
  return `${entry.stage}: ${entry.taken ? '✓' : '✗'} ${entry.candidate}${object}: ${entry.reason}`;
}
