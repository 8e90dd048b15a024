import type { Level } from '../check';

/** From the gravest. */
export const LEVELS: readonly Level[] = ['error', 'warning', 'info'];

/** Whether a level is as grave as another, or graver. */
export function isAtLeast(level: Level, limit: Level): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(limit);
}
