import { keyOf, Resource } from '../../model';

/** How many are named; of more it is said how many. */
const SHOWN = 3;

/** Of resources that are for the same: names the others of each, as a message lists them. */
export function rivalsOf(resources: readonly Resource[]): (resource: Resource) => string {
  const names = resources.map(keyOf).sort();
  return (resource) => {
    const own = keyOf(resource);
    const shown = names
      .slice(0, SHOWN + 1)
      .filter((name) => name !== own)
      .slice(0, SHOWN);
    const more = names.length - 1 - shown.length;
    return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  };
}
