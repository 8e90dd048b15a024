import type { Resource } from '../model';
import type { FieldPath } from '../model/read';

/** How bad it is: refused or broken, most likely a mistake, worth knowing. Istio's own levels. */
export type Level = 'error' | 'warning' | 'info';

/** One mistake, whatever layers saw it. */
export interface Finding {
  /** Istio's code where the meaning is Istio's (`IST0101`), `schema` for what the API server refuses, ours in words (`unreachable-rule`). */
  readonly code: string;
  readonly level: Level;
  /** What is wrong and what to do, in one or two sentences. */
  readonly message: string;
  /** The object to mend. */
  readonly resource: Resource;
  /** The field to mend, from the object's root (`['spec', 'http', 0, 'match']`); empty where it is the object as a whole. */
  readonly field: FieldPath;
  /** True where it rests on something that the set does not hold, and need not hold. */
  readonly outside?: boolean;
}
