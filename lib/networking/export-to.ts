import type { Place } from '../render/place';
import { isDnsLabel } from '../render/names';
import { listOf } from '../render/values';

/** `.` in `exportTo`: the namespace of the resource itself. */
const OWN = '.';
const EVERYONE = '*';
const NO_ONE = '~';

/**
 * Which namespaces see a resource: `.`, `*` or names (`validateExportTo` in pkg/config/validation of
 * istio 1.30.3). Names are held against the resource's own namespace only where that is known.
 *
 * @param kind ServiceEntries may be shown to no one, a DestinationRule with a workload selector only to its own namespace
 * @internal
 */
export function renderExportTo(
  exportTo: string[],
  place: Place,
  kind: 'ServiceEntry' | 'DestinationRule with a workloadSelector' | 'other' = 'other',
): string[] | undefined {
  const own = place.namespace;
  const rendered = listOf((entry: string, at) => {
    if (entry === NO_ONE && kind !== 'ServiceEntry') {
      at.fail(entry, 'would show it to no one, which Istio refuses', 'use "." for its own namespace');
    }
    if (entry !== OWN && entry !== EVERYONE && entry !== NO_ONE && !isDnsLabel(entry)) {
      at.fail(entry, 'is not a namespace', 'use ".", "*" or the name of a namespace');
    }
    return entry;
  })(exportTo, place);
  rendered.forEach((entry, index) => {
    const twin = rendered.slice(0, index).find((earlier) => resolve(earlier, own) === resolve(entry, own));
    if (twin !== undefined) {
      place.at(index).fail(entry, `names the same namespace as ${JSON.stringify(twin)} before it`, 'remove one of the two');
    }
    if (rendered.length > 1 && (entry === EVERYONE || entry === NO_ONE)) {
      place.at(index).fail(exportTo, `has ${JSON.stringify(entry)} beside others`, 'leave it alone, or remove it');
    }
  });
  if (kind === 'DestinationRule with a workloadSelector') refuseOtherNamespaces(rendered, place);
  return rendered.length === 0 ? undefined : rendered;
}

function refuseOtherNamespaces(exportTo: string[], place: Place): void {
  const own = place.namespace;
  exportTo.forEach((entry, index) => {
    if (index === 0 && (entry === OWN || (entry !== EVERYONE && (own === undefined || entry === own)))) return;
    place
      .at(index)
      .fail(entry, 'goes beyond the own namespace, where a workloadSelector has no effect', 'use ["."], or remove the selector');
  });
}

function resolve(entry: string, own: string | undefined): string {
  return entry === OWN ? (own ?? OWN) : entry;
}
