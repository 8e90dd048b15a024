import type { FieldPath } from '../../model/read';

/** What istiod's webhook finds wrong with one field. */
export interface AdmissionProblem {
  /** `error`: the request is refused. `warning`: it is admitted, and kubectl shows the message. */
  readonly level: 'error' | 'warning';
  /**
   * What `istioctl analyze` calls it: IST0106 (SchemaValidationError) for errors; for warnings IST0133 (SchemaWarning), or
   * IST0130 (VirtualServiceUnreachableRule) and IST0131 (VirtualServiceIneffectiveMatch).
   * `ValidationAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/schema/validation.go
   */
  readonly code: 'IST0106' | 'IST0130' | 'IST0131' | 'IST0133';
  /** The field to mend, from the object's root, in the spelling of the manifest. */
  readonly field: FieldPath;
  /** What is wrong and what to do. */
  readonly message: string;
}
