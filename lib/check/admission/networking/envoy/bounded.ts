/** Deeper than any configuration goes, and what a stack holds. */
const MAX_HEIGHT = 200;

/** More than fits into a request to the API server, of 3 MiB. */
const MAX_SIZE = 1_000_000;

interface Extent {
  /** How many values it holds, itself too. */
  readonly size: number;
  /** How deep they go. */
  readonly height: number;
}

const SCALAR: Extent = { size: 1, height: 0 };
const ENDLESS: Extent = { size: Infinity, height: Infinity };

/**
 * Whether a value ends within what an object in a cluster can hold: what lies in itself does not, nor what repeats its parts
 * (aliases in YAML) over and over.
 */
export function isBounded(value: unknown): boolean {
  const { size, height } = extentOf(value, 0, new Map());
  return size <= MAX_SIZE && height <= MAX_HEIGHT;
}

function extentOf(value: unknown, depth: number, known: Map<object, Extent>): Extent {
  if (typeof value !== 'object' || value === null) return SCALAR;
  if (depth > MAX_HEIGHT) return ENDLESS;
  const before = known.get(value);
  if (before) return before;
  // Until its extent is known, it is met again only within itself.
  known.set(value, ENDLESS);
  let [size, height] = [1, 0];
  for (const child of Object.values(value)) {
    const extent = extentOf(child, depth + 1, known);
    size += extent.size;
    height = Math.max(height, extent.height + 1);
  }
  const extent = { size, height };
  known.set(value, extent);
  return extent;
}
