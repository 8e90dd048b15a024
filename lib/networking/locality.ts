import type { Place } from '../render/place';

const ANY = '*';

/**
 * A place as `region`, `region/zone` or `region/zone/subzone`, the last part of which may be `*`
 * (`validateLocalities` and `getLocalityParam` in pkg/config/validation/agent of istio 1.30.3).
 *
 * @internal
 */
export function renderLocality(locality: string, place: Place): string {
  const parts = typeof locality === 'string' ? locality.split('/') : [];
  const isPart = (part: string, index: number) => part !== '' && (!part.includes(ANY) || (part === ANY && index === parts.length - 1));
  // Istio accepts more parts and text before the "*", too, and then compares neither as one expects.
  if (parts.length < 1 || parts.length > 3 || !parts.every(isPart)) {
    place.fail(locality, 'is not a locality', 'write it as "region", "region/zone" or "region/zone/subzone"; the last part may be "*"');
  }
  return locality;
}

/**
 * Whether istiod refuses `later` in a list behind `earlier`: they overlap, and `later` is not just
 * the wider of the two by its `*`.
 *
 * @internal
 */
export function localityOverlaps(earlier: string, later: string): boolean {
  const known = earlier.split('/');
  const parts = later.split('/');
  for (let index = 0; index < 3; index++) {
    if (known[index] === ANY) return true;
    if (index > 0 && (known[index] === undefined || parts[index] === undefined)) return true;
    if (known[index] !== parts[index]) return false;
  }
  return true;
}
