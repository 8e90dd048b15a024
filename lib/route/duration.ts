import { parseGoDuration } from '../model';

/** Durations as Istio's YAML writes them and as Go prints them. */

/** Nanoseconds of `1m30s`, `2.5s`, `250ms`; undefined for what is no duration, or less than none. */
export function parseDuration(text: string | undefined): number | undefined {
  const nanoseconds = typeof text === 'string' ? parseGoDuration(text) : undefined;
  return nanoseconds === undefined || nanoseconds < 0n ? undefined : Number(nanoseconds);
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
