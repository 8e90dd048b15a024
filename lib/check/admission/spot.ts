import type { FieldPath } from '../../model/read';
import type { AdmissionProblem } from './problem';

/** A field under examination: knows its way from the root and takes what is wrong there. */
export class Spot {
  /** The root of an object; all that is found below it goes to one list. */
  public static root(problems: AdmissionProblem[]): Spot {
    return new Spot(undefined, '', problems, true);
  }

  private constructor(
    private readonly parent: Spot | undefined,
    private readonly step: string | number,
    private readonly problems: AdmissionProblem[],
    private readonly warns: boolean,
  ) {}

  /** A field or item in it. */
  public at(step: string | number): Spot {
    return new Spot(this, step, this.problems, this.warns);
  }

  /** The same field, of which istiod loses all warnings: it passes them on through something that keeps errors only. */
  public errorsOnly(): Spot {
    return new Spot(this.parent, this.step, this.problems, false);
  }

  /** The request is refused. */
  public error(message: string): void {
    this.problems.push({ level: 'error', code: 'IST0106', field: this.path(), message });
  }

  /** The request is admitted with a warning. */
  public warn(message: string, code: AdmissionProblem['code'] = 'IST0133'): void {
    if (this.warns) this.problems.push({ level: 'warning', code, field: this.path(), message });
  }

  private path(): FieldPath {
    return this.parent ? [...this.parent.path(), this.step] : [];
  }
}
