import { Resource } from '../../model';
import { FieldPath } from '../../model/read';
import { Code } from './catalogue';
import { Context } from './context';

/** What an analyzer has to say of one field of one object. */
export interface Report {
  readonly code: Code;
  readonly resource: Resource;
  readonly field: FieldPath;
  /** What is wrong and what to do. */
  readonly message: string;
  /**
   * True where it rests on something that the set doesn't hold and can't be expected to hold: another team's namespace,
   * a Secret, a gateway installed by others. An open world has no such finding, a closed one none of them above a warning.
   */
  readonly outside?: boolean;
  /** True where most likely all is well: it is worth knowing, whatever the level of its code. */
  readonly likelyFine?: boolean;
}

/** One question asked of a set of manifests. It changes nothing, and knows no other analyzer. */
export interface Analyzer {
  /** Its file, from this folder, without the ending. */
  readonly name: string;
  /** What it may report. */
  readonly codes: readonly Code[];
  /** The kinds it reports on; without any of them in the set there is nothing to ask. */
  readonly kinds: readonly string[];
  readonly analyze: (context: Context) => Iterable<Report>;
}
