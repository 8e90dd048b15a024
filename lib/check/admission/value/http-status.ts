import type { Spot } from '../spot';

/** A status that Envoy can answer with; 600 passes too. `validateHTTPStatus`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkHttpStatus(status: number, spot: Spot): void {
  if (status < 200 || status > 600) spot.error(`${status} is not an HTTP status to answer with: use a number from 200 to 599.`);
}
