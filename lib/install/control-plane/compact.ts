/** Rendered JSON without the fields that were left out, at any depth: a `null` in Helm's values would switch off a default of the chart. */
export function compact<Json>(json: Json): Json {
  if (Array.isArray(json)) return json.map(compact) as Json;
  if (typeof json !== 'object' || json === null) return json;
  const present = Object.entries(json).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([key, value]) => [key, compact(value as unknown)])) as Json;
}
