import { Level } from '../finding';

/** What a code stands for, whatever finds it. */
export interface CodeInfo {
  /** Istio's own name of the message, or the code itself where it is ours. */
  readonly name: string;
  readonly level: Level;
  /** One sentence. */
  readonly description: string;
}
