/** The text of a message that was read: the same for all that say the same, in whatever order their maps were written. */
export function canonical(value: unknown): string {
  if (value instanceof Map) return `{${inOrder([...(value as ReadonlyMap<string, unknown>)])}}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === 'object' && value !== null) return `{${inOrder(Object.entries(value))}}`;
  return typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? '');
}

function inOrder(entries: [string, unknown][]): string {
  return entries
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`)
    .join();
}
