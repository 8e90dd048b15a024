import { BOOL, DURATION, INT32, message, optional, type Read, UINT32 } from '../../decode';
import type { Spot } from '../../spot';
import { checkDuration } from '../../value/duration';
import { checkPercent } from '../../value/percent';

/** networking/v1alpha3 `OutlierDetection` */
export const OUTLIER_DETECTION = message(
  {
    consecutiveErrors: INT32,
    splitExternalLocalOriginErrors: BOOL,
    consecutiveLocalOriginFailures: optional(UINT32),
    consecutiveGatewayErrors: optional(UINT32),
    consecutive5xxErrors: optional(UINT32),
    interval: optional(DURATION),
    baseEjectionTime: optional(DURATION),
    maxEjectionPercent: INT32,
    minHealthPercent: INT32,
  },
  { protoNames: { consecutive5xxErrors: 'consecutive_5xx_errors' } },
);

export type OutlierDetection = Read<typeof OUTLIER_DETECTION>;

/** When an endpoint is taken out. `validateOutlierDetection`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkOutlierDetection(outlier: OutlierDetection | undefined, spot: Spot): void {
  if (!outlier) return;
  checkDuration(outlier.baseEjectionTime, spot.at('baseEjectionTime'));
  checkDuration(outlier.interval, spot.at('interval'));
  if (outlier.consecutiveErrors !== 0) {
    spot.at('consecutiveErrors').warn('consecutiveErrors is deprecated: use consecutive5xxErrors or consecutiveGatewayErrors.');
  }
  if (!outlier.splitExternalLocalOriginErrors && (outlier.consecutiveLocalOriginFailures ?? 0) > 0) {
    spot
      .at('consecutiveLocalOriginFailures')
      .error('Local failures are not counted apart: set splitExternalLocalOriginErrors to true, or remove this field.');
  }
  checkPercent(outlier.maxEjectionPercent, spot.at('maxEjectionPercent'));
  checkPercent(outlier.minHealthPercent, spot.at('minHealthPercent'));
}
