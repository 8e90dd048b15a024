import { DOUBLE, message } from '../decode';
import type { Read } from '../decode';
import type { Spot } from '../spot';

/** networking/v1alpha3 `Percent` */
export const PERCENT = message({ value: DOUBLE });

/** Nothing, or at least one in a million requests. `validatePercentage`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkFaultPercentage(percent: Read<typeof PERCENT> | undefined, spot: Spot): void {
  if (!percent) return;
  const { value } = percent;
  if (value < 0 || value > 100 || (value > 0 && value < 0.0001)) {
    spot.at('value').error(`${value} is not a percentage that Envoy can count: use 0, or a number from 0.0001 to 100.`);
  }
}

/** `validateHTTPRoute`, `validateHTTPMirrors`, istio 1.30.3 pkg/config/validation/{virtualservice,validation}.go */
export function checkMirrorPercentage(percent: Read<typeof PERCENT> | undefined, spot: Spot): void {
  if (percent && (percent.value < 0 || percent.value > 100)) {
    spot.at('value').error(`${percent.value} is not a percentage: use a number from 0 to 100.`);
  }
}

/** A whole number from 0 to 100. `ValidatePercent`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkPercent(percent: number, spot: Spot): void {
  if (percent < 0 || percent > 100) spot.error(`${percent} is not a percentage: use a number from 0 to 100.`);
}
