import { type Crd, servedVersions } from './crds';
import { without, type JsonSchema } from './json-schema';
import { referencePage } from './prose';

/**
 * What `imports/schemas.json` holds: what a check needs to judge a resource as the API server does.
 *
 * A schema is as in the CRD, with its `x-kubernetes-*` keywords (validation rules among them), without prose.
 * Nearly always the versions of a kind share one schema; it is stored once:
 *
 * ```ts
 * const { group, versions, schemas } = kinds.DestinationRule;
 * const schema = schemas[versions.v1beta1];      // undefined: the API server does not serve that version
 * ```
 */
export interface Schemas {
  /** By kind, in the order of group and kind. No two groups have a kind of the same name. */
  readonly kinds: { readonly [kind: string]: KindSchemas };
}

export interface KindSchemas {
  readonly group: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** The page of istio.io that describes the kind. */
  readonly page?: string;
  /** Whether the status is a resource of its own in every served version: the API server then drops it from what is created. */
  readonly statusSubresource: boolean;
  /** Each served version, the newest first, and which of the `schemas` is its own. */
  readonly versions: { readonly [version: string]: number };
  readonly schemas: readonly JsonSchema[];
}

/** The schemas of CRDs that have no prose. */
export function compactSchemas(crds: readonly Crd[]): Schemas {
  return { kinds: Object.fromEntries(crds.map((crd) => [crd.spec.names.kind, kindSchemas(crd)])) };
}

function kindSchemas(crd: Crd): KindSchemas {
  const { group, names, scope } = crd.spec;
  const served = servedVersions(crd).map((version) => {
    const schema = without(version.schema.openAPIV3Schema, ['externalDocs']);
    return { version: version.name, schema, text: JSON.stringify(schema) };
  });
  const texts = [...new Set(served.map(({ text }) => text))];
  const page = referencePage(servedVersions(crd)[0].schema.openAPIV3Schema);
  return {
    group,
    plural: names.plural,
    scope,
    ...(page !== undefined && { page }),
    statusSubresource: servedVersions(crd).every(({ subresources }) => !!subresources?.status),
    versions: Object.fromEntries(served.map(({ version, text }) => [version, texts.indexOf(text)])),
    schemas: texts.map((text) => JSON.parse(text) as JsonSchema),
  };
}
