import { Labels } from '../../model';

/** True of what belongs to Istio's own installation. `IsIstioControlPlane`, istio 1.30.3 pkg/config/analysis/analyzers/util/config.go */
export function isControlPlane(labels: Labels): boolean {
  return Object.hasOwn(labels, 'istio') || labels.release === 'istio';
}
