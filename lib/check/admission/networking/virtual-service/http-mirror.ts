import { message, optional, type Read } from '../../decode';
import type { Spot } from '../../spot';
import { checkMirrorPercentage, PERCENT } from '../../value/percent';
import { checkDestination, DESTINATION } from './destination';

/** networking/v1alpha3 `HTTPMirrorPolicy` */
export const HTTP_MIRROR_POLICY = message({ destination: optional(DESTINATION), percentage: optional(PERCENT) });

/** Whither copies of requests go. `validateHTTPMirrors`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkHttpMirrors(mirrors: readonly Read<typeof HTTP_MIRROR_POLICY>[], spot: Spot): void {
  for (const [index, { destination, percentage }] of mirrors.entries()) {
    const at = spot.at(index);
    if (!destination) {
      at.at('destination').error('The destination is missing: name the host to send copies to.');
      continue;
    }
    checkDestination(destination, at.at('destination'));
    checkMirrorPercentage(percentage, at.at('percentage'));
  }
}
