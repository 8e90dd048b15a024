import { type Crd, type CrdVersion } from './crds';
import { isMapping, mapSubschemas, without, type JsonSchema } from './json-schema';

/** Keywords that explain a schema to people, and mean nothing to the API server. */
const PROSE = ['description', 'title', 'example', 'externalDocs'];

/**
 * A CRD without Istio's sentences. Of its prose only the address of the kind's reference page stays, as
 * `externalDocs` of each version's schema: the place that OpenAPI has for it, and the API server accepts.
 */
export function stripCrd(crd: Crd): Crd {
  return { ...crd, spec: { ...crd.spec, versions: crd.spec.versions.map(stripVersion) } };
}

/** The schema without what explains it, at any depth. A field that is itself called `description` stays. */
export function stripProse(schema: JsonSchema): JsonSchema {
  return mapSubschemas(without(schema, PROSE), stripProse);
}

/** The page of istio.io that describes a kind, given a schema of the kind, stripped by {@link stripCrd} or not. */
export function referencePage(schema: JsonSchema): string | undefined {
  const { externalDocs, properties } = schema;
  const spec = isMapping(properties) ? properties.spec : undefined;
  const text = [isMapping(externalDocs) && externalDocs.url, isMapping(spec) && spec.description]
    .filter((part) => typeof part === 'string')
    .join(' ');
  // The bundle links to where the pages were once: istio.io/docs/reference/config/networking/gateway.html
  const page = /https:\/\/istio\.io\/(?:latest\/)?docs\/(reference\/config\/[\w/-]*[\w-])/.exec(text)?.[1];
  return page === undefined ? undefined : `https://istio.io/latest/docs/${page}/`;
}

function stripVersion(version: CrdVersion): CrdVersion {
  const page = referencePage(version.schema.openAPIV3Schema);
  const schema = stripProse(version.schema.openAPIV3Schema);
  const columns = version.additionalPrinterColumns?.map((column) => without(column, ['description']));
  return {
    ...version,
    ...(columns && { additionalPrinterColumns: columns }),
    schema: { ...version.schema, openAPIV3Schema: page === undefined ? schema : { externalDocs: { url: page }, ...schema } },
  };
}
