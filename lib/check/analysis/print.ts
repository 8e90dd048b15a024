/** A value of the input as text, for keys and messages. What is no scalar has no text of its own, whatever it says. */
export function print(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'a mapping or list' : String(value);
}
