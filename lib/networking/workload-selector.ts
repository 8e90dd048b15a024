import type { Place } from '../render/place';
import type { Manifest } from '../render/manifest';
import type { DestinationRuleSpecWorkloadSelector } from '../../imports/networking.istio.io';
import { mapOf } from '../render/values';

/** As the CRDs bound `matchLabels`. */
const MAX_LABELS = 4096;
const MAX_VALUE = 63;

const renderMatchLabels = mapOf((value: string, place, key) => {
  if (key === '') place.fail(key, 'is not a label key', 'name the label');
  if (typeof value !== 'string' || value.length > MAX_VALUE) place.fail(value, 'is not a label value', `use up to ${MAX_VALUE} characters`);
  if (key.includes('*') || value.includes('*')) {
    place.fail(`${key}=${value}`, 'has a wildcard, which a selector does not take', 'give the whole text');
  }
  return value;
});

/**
 * Workloads by all of these labels, as `istio.type.v1beta1.WorkloadSelector` (`validateWorkloadSelector`
 * in pkg/config/validation of istio 1.30.3, and the CRDs' CEL rules).
 *
 * @internal
 */
export function renderWorkloadSelector(labels: { [key: string]: string }, place: Place): Manifest<DestinationRuleSpecWorkloadSelector> {
  const at = place.at('matchLabels');
  const matchLabels = renderMatchLabels(labels, at);
  const count = Object.keys(matchLabels).length;
  if (count > MAX_LABELS) at.fail(count, 'are too many labels', `give ${MAX_LABELS} at most`);
  return { matchLabels };
}
