import { enumeration } from '../decode';

/** telemetry/v1alpha1 `WorkloadMode` */
export const WORKLOAD_MODE = enumeration('CLIENT_AND_SERVER', 'CLIENT', 'SERVER');
