/**
 * Localities, `region/zone/subzone`, of which the last part may be `*`. `validateLocalities`, istio 1.30.3
 * pkg/config/validation/agent/validation.go
 */

/** What is wrong with the form of one, as a clause to follow it, or undefined. */
export function localityProblem(locality: string): string | undefined {
  const stars = locality.split('*').length - 1;
  if (stars > 1 || (stars === 1 && !locality.endsWith('*'))) return 'has a wildcard before its end';
  return partsOf(locality).includes('') ? 'has an empty part: write region/zone/subzone' : undefined;
}

/** Localities of a list, none of which may lie in another. */
export class LocalityTree {
  private readonly zonesOf = new Map<string, Map<string, Set<string>>>();

  /** Adds a locality; a clause to follow it if it lies in one that is there. */
  public add(locality: string): string | undefined {
    const parts = partsOf(locality);
    const [region = '', zone = ANY, subzone = ANY] = parts;
    const zones = this.zonesOf.get(region);
    const subzones = zones?.get(zone);
    const overlaps =
      this.zonesOf.has(ANY) ||
      (zones && (parts.length === 1 || zones.has(ANY))) ||
      (subzones && (parts.length === 2 || subzones.has(ANY) || subzones.has(subzone)));
    if (overlaps) return 'overlaps with another one of the list: keep one of them';
    if (!zones) this.zonesOf.set(region, new Map([[zone, new Set([subzone])]]));
    else if (!subzones) zones.set(zone, new Set([subzone]));
    else subzones.add(subzone);
    return undefined;
  }
}

/** Puts wider localities first: only of those that were added before the narrower ones an overlap is seen. */
export function byWidth(a: string, b: string): number {
  return partsOf(a).length - partsOf(b).length || Number(b.endsWith('*')) - Number(a.endsWith('*'));
}

const ANY = '*';

function partsOf(locality: string): string[] {
  const [region = '', zone, ...rest] = locality.split('/');
  return zone === undefined ? [region] : rest.length === 0 ? [region, zone] : [region, zone, rest.join('/')];
}
