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
 * Rendered JSON without the fields that were left out. cdk8s drops `undefined` as well, but at a price: it
 * looks up its resolvers for each of them.
 *
 * @internal
 */
export function withoutUndefined<Json extends object>(json: Json): Json {
  const complete: Record<string, unknown> = {};
  for (const key in json) if (json[key] !== undefined) complete[key] = json[key];
  return complete as Json;
}
