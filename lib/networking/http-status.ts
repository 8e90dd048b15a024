import type { Place } from '../render/place';
import { renderInteger } from '../render/number';

/** A status that the proxy can answer with. Istiod lets 600 pass too, its own message says 599. @internal */
export function renderHttpStatus(status: number, place: Place): number {
  return renderInteger(status, place, 200, 599);
}
