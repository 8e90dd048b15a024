/** What istiod's validating webhook refuses or warns of. Knows nothing of the schema and of other objects. */
export { checkAdmission } from './check-admission';
export type { AdmissionProblem } from './problem';
