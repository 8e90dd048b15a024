/** What the command reads from and writes to besides files; tests give their own. */
export interface Io {
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** All of standard input. */
  stdin?(): string;
  /** Is standard output a terminal that shows colours? */
  readonly colors: boolean;
  /** Is standard error a terminal, where progress may be shown? @default false */
  readonly progress?: boolean;
}

/** A mistake of who typed the command: it is said in one sentence, and the exit code is 2. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';
}
