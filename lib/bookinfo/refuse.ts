import { InvalidConfigError } from '../render/invalid-config-error';

/**
 * Refuses a prop: quotes it, says what is wrong and what to do instead.
 *
 * @param path path of the construct, or the name of what is no construct
 * @internal
 */
export function refuse(path: string, prop: string, value: unknown, problem: string, remedy: string): never {
  throw new InvalidConfigError(path, prop, `${JSON.stringify(value)} ${problem}; ${remedy}`);
}

/**
 * Refuses props that a construct does not have. TypeScript finds them at compile time; this is for
 * JavaScript and for casts, where they would otherwise be ignored without a word.
 *
 * @param at where the props stand in the construct's own, with a dot at the end
 * @internal
 */
export function refuseUnknown(path: string, unknown: object, known: string, at = ''): void {
  for (const [prop, value] of Object.entries(unknown)) {
    if (value !== undefined) refuse(path, at + prop, value, `is not a prop of ${known}`, 'remove it');
  }
}
