/** Durations as Istio's YAML writes them and as Go prints them. */

const NANOSECONDS: ReadonlyMap<string, number> = new Map([
  ['h', 3_600e9],
  ['m', 60e9],
  ['s', 1e9],
  ['ms', 1e6],
  ['us', 1e3],
  ['µs', 1e3],
  ['ns', 1],
]);

/** Nanoseconds of `1m30s`, `2.5s`, `250ms`; undefined for what is no duration. */
export function parseDuration(text: string | undefined): number | undefined {
  if (typeof text !== 'string' || !/^(?:\d+(?:\.\d*)?(?:h|ms|m|s|us|µs|ns))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d*)?)(h|ms|m|s|us|µs|ns)/g)) sum += Number(amount) * NANOSECONDS.get(unit!)!;
  return Math.round(sum);
}

/** As Go's `Duration.String` prints it: `1m30s`, `500ms`, `0s`. */
export function formatDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  if (nanoseconds < 1e9) {
    const [unit, size] = nanoseconds < 1e3 ? ['ns', 1] : nanoseconds < 1e6 ? ['µs', 1e3] : ['ms', 1e6];
    return `${nanoseconds / Number(size)}${unit}`;
  }
  const hours = Math.floor(nanoseconds / 3_600e9);
  const minutes = Math.floor((nanoseconds % 3_600e9) / 60e9);
  const seconds = Number(((nanoseconds % 60e9) / 1e9).toFixed(9));
  return `${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds}s`;
}

/** One duration as Go prints it; undefined for none. */
export function normalizeDuration(text: string | undefined): string | undefined {
  const nanoseconds = parseDuration(text);
  return nanoseconds === undefined ? undefined : formatDuration(nanoseconds);
}
