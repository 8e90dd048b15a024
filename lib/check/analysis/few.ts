const SHOWN = 3;

/** The first of some names, and how many more there are: a message that lists thousands tells nobody anything. */
export function few(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN);
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
