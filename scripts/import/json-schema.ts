/** An OpenAPI v3 schema of a CRD, or a part of one: keywords and what they say. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The steps from a schema to one inside it: `['properties', 'host']`, `['items']`, `['anyOf', 1]`. */
export type Steps = readonly (string | number)[];

/** Keywords that hold schemas, and how. A keyword's neighbours, such as `enum` or `default`, hold values: there, nothing is a keyword. */
const HOLDS_SCHEMAS: Readonly<Record<string, 'one' | 'list' | 'map'>> = {
  additionalProperties: 'one',
  items: 'one',
  not: 'one',
  allOf: 'list',
  anyOf: 'list',
  oneOf: 'list',
  properties: 'map',
};

/** Keywords of JSON Schema that the API server refuses in a CRD. Some would hold schemas, too. */
const NOT_STRUCTURAL = ['$ref', 'additionalItems', 'definitions', 'dependencies', 'patternProperties'];

export function isMapping(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The schema with each schema directly inside it replaced. Everything else, and the order of keys, stays.
 * The schema is one that {@link findMalformed} has no complaint about.
 */
export function mapSubschemas(schema: JsonSchema, replace: (subschema: JsonSchema, steps: Steps) => JsonSchema): JsonSchema {
  return mapValues(schema, (value, keyword) => {
    const how = holding(keyword);
    if (how === 'list') return (value as JsonSchema[]).map((subschema, index) => replace(subschema, [keyword, index]));
    if (how === 'map') return mapValues(value as JsonSchema, (subschema, name) => replace(subschema as JsonSchema, [keyword, name]));
    // additionalProperties may also say yes or no.
    return how === 'one' && isMapping(value) ? replace(value, [keyword]) : value;
  });
}

/** The mapping without some of its keys. */
export function without(mapping: JsonSchema, keys: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(mapping).filter(([key]) => !keys.includes(key)));
}

/** The first place where a value is no schema that a CRD can have: the steps to it, and what belongs there. */
export function findMalformed(schema: unknown): { readonly steps: Steps; readonly expected: string } | undefined {
  if (!isMapping(schema)) return { steps: [], expected: 'a schema (a mapping of keywords)' };
  for (const [keyword, value] of Object.entries(schema)) {
    if (NOT_STRUCTURAL.includes(keyword)) return { steps: [keyword], expected: 'a structural schema, which has no such keyword' };
    const how = holding(keyword);
    if (how === 'list' && !Array.isArray(value)) return { steps: [keyword], expected: 'a list of schemas' };
    if (how === 'map' && !isMapping(value)) return { steps: [keyword], expected: 'a mapping of names to schemas' };
    if (how === undefined || (keyword === 'additionalProperties' && typeof value === 'boolean')) continue;
    for (const [step, subschema] of how === 'one' ? [[undefined, value]] : Object.entries(value as object)) {
      const malformed = findMalformed(subschema);
      if (malformed === undefined) continue;
      const inside = step === undefined ? [keyword] : [keyword, how === 'list' ? Number(step) : (step as string)];
      return { ...malformed, steps: [...inside, ...malformed.steps] };
    }
  }
  return undefined;
}

function holding(keyword: string): 'one' | 'list' | 'map' | undefined {
  return Object.hasOwn(HOLDS_SCHEMAS, keyword) ? HOLDS_SCHEMAS[keyword] : undefined;
}

function mapValues(mapping: JsonSchema, replace: (value: unknown, key: string) => unknown): JsonSchema {
  return Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, replace(value, key)]));
}
