import type { Io } from '../io';

const PATIENCE_MS = 1000;
const CLEAR = '\r\u001b[K';

/** Says on a terminal how far a long run is; nothing of a short one. */
export class Progress {
  private readonly began = Date.now();
  private shown = '';

  public constructor(private readonly io: Io) {}

  public at(share: number): void {
    if (!this.io.progress || Date.now() - this.began < PATIENCE_MS) return;
    const text = `checking: ${Math.floor(share * 100)} %`;
    if (text !== this.shown) this.io.err(`${CLEAR}${text}`);
    this.shown = text;
  }

  /** Takes it away again. */
  public end(): void {
    if (this.shown !== '') this.io.err(CLEAR);
  }
}
