import type { Position } from './values';

/** Input that can't be read: where, why, and what to do about it. */
export class ReadError extends Error {
  public override readonly name = 'ReadError';
  /** From 1; `undefined` where the file as a whole is meant. */
  public readonly line: number | undefined;
  /** From 1. */
  public readonly column: number | undefined;

  /**
   * @param file path as it was given, `-` for stdin, `<text>` for text without a file
   * @param reason what is wrong, and what to do instead
   */
  public constructor(
    public readonly file: string,
    public readonly reason: string,
    at?: Position,
    /** Whether it can be read, and is about something else: nothing in it says that it is a Kubernetes object. */
    public readonly isForeign = false,
  ) {
    super(`${file}${at ? `:${at.line}:${at.column}` : ''}: ${reason}`);
    this.line = at?.line;
    this.column = at?.column;
  }
}
