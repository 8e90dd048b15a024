import type { FieldPath } from '../../model/read';

/** What istiod's webhook finds wrong with one field. */
export interface AdmissionProblem {
  /** `error`: the request is refused. `warning`: it is admitted, and kubectl shows the message. */
  readonly level: 'error' | 'warning';
  /** The field to mend, from the object's root, in the spelling of the manifest. */
  readonly field: FieldPath;
  /** What is wrong and what to do. */
  readonly message: string;
}
