import type { Path, SchemaProblem } from '../problem';

/**
 * A structural schema of a CRD, as `imports/schemas.json` has it: OpenAPI v3, as far as CRDs may use it, with what
 * Kubernetes adds. https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
export interface Schema {
  readonly type?: 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';
  readonly format?: string;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly maximum?: number;
  readonly exclusiveMaximum?: boolean;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'map' | 'set';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
}

/** A rule in CEL about a value. */
export interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: 'FieldValueDuplicate' | 'FieldValueForbidden' | 'FieldValueInvalid' | 'FieldValueRequired';
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/**
 * Holds a value against a schema, adds what is wrong to the problems, and returns how many checks the value passed:
 * where no alternative of several fits, the API server complains of the one that fits best, and that is how it counts.
 */
export type Validate = (value: unknown, path: Path, problems: SchemaProblem[]) => number;

/** Every keyword that this folder reads; a schema with another one is not checked to the end. */
export const KEYWORDS: readonly (keyof Schema)[] = [
  'type',
  'format',
  'nullable',
  'default',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'items',
  'minItems',
  'maxItems',
  'properties',
  'additionalProperties',
  'required',
  'minProperties',
  'maxProperties',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-validations',
];

/** The properties by name; a Map, for a manifest may ask for `constructor`. */
export function propertiesOf<T>(schema: Schema, compile: (property: Schema, name: string) => T | undefined): ReadonlyMap<string, T> {
  const result = new Map<string, T>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const compiled = compile(property, name);
    if (compiled !== undefined) result.set(name, compiled);
  }
  return result;
}
