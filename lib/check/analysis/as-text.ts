/** A value as a key or in a message. `String` throws for an object with a field `toString`, and objects come from outside. */
export function asText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
