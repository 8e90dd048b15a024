import type { ReadError } from '../mesh';

/** Names that are shown; of more it is said how many. */
const SHOWN = 3;

/** Which of the files could not be read, and which of a folder's hold no Kubernetes objects and so were left out. */
export class Unread {
  private readonly errors = new Map<string, ReadError>();

  /** @param named what was named on the command line: it is meant, whatever it holds */
  public constructor(private readonly named: readonly string[]) {}

  public add(error: ReadError): void {
    this.errors.set(error.file, error);
  }

  /** Everything. */
  public get all(): readonly ReadError[] {
    return [...this.errors.values()];
  }

  /** What ought to have been read. */
  public get failed(): readonly ReadError[] {
    return this.all.filter((error) => !this.isLeftOut(error));
  }

  /** What has been left out, in a sentence; undefined where nothing was. */
  public get leftOut(): string | undefined {
    const files = this.all.filter((error) => this.isLeftOut(error)).map(({ file }) => file);
    if (files.length === 0) return undefined;
    const more = files.length > SHOWN ? ` and ${files.length - SHOWN} more` : '';
    return `left out, for nothing in it says that it is a Kubernetes object: ${files.slice(0, SHOWN).join(', ')}${more}`;
  }

  private isLeftOut({ file, isForeign }: ReadError): boolean {
    return isForeign && !this.named.includes(file);
  }
}
