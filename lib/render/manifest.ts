/**
 * The plain JSON form of an L1 type: the same fields, with enums as the strings they stand for.
 *
 * L2 constructs emit plain objects (the generated `toJson_*` functions drop fields that they do not
 * know), and this type lets the compiler hold them against Istio's CRDs.
 *
 * @internal
 */
export type Manifest<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Item)[]
    ? Manifest<Item>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Manifest<T[Key]> }
      : T;

/**
 * The same without the fields that were left out. cdk8s drops `undefined` as well, but at a price: it
 * looks up its resolvers for each of them.
 *
 * @internal
 */
export function compact<Json>(json: Json): Json {
  if (Array.isArray(json)) return json.map(compact) as Json;
  if (typeof json !== 'object' || json === null) return json;
  const compacted: Record<string, unknown> = {};
  for (const key in json) {
    const value = json[key];
    if (value !== undefined) compacted[key] = typeof value === 'object' ? compact(value) : value;
  }
  return compacted as Json;
}
