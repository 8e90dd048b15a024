import { stringify } from 'yaml';
import { ISTIO_KINDS, readCrds, type Crd } from './crds';
import { readDocuments } from './documents';

/** A CRD as a test writes it: anything goes. */
export type RawCrd = ReturnType<typeof rawCrd>;

/** For tests: a CRD of one string field. */
export function rawCrd(groupKind = 'networking.istio.io/Gateway') {
  const [group, kind] = groupKind.split('/') as [string, string];
  const plural = `${kind.toLowerCase()}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, plural },
      scope: 'Namespaced',
      versions: [rawVersion('v1', { type: 'object', properties: { spec: { type: 'object', properties: { host: { type: 'string' } } } } })],
    },
  };
}

/** For tests: a served version with a schema. */
export function rawVersion(name: string, openAPIV3Schema: object) {
  return { name, served: true, storage: true, schema: { openAPIV3Schema } };
}

/** For tests: a bundle of all kinds that the import asks for, with some of the CRDs replaced or added, by group and kind. */
export function smallBundle(changes: { readonly [groupKind: string]: unknown } = {}): string {
  const crds = { ...Object.fromEntries(ISTIO_KINDS.map((kind) => [kind, rawCrd(kind) as unknown])), ...changes };
  return Object.values(crds)
    .map((crd) => `---\n${typeof crd === 'string' ? crd : stringify(crd, { aliasDuplicateObjects: false })}`)
    .join('');
}

/** For tests: the CRDs of {@link smallBundle}. */
export function smallCrds(changes: { readonly [groupKind: string]: unknown } = {}): Crd[] {
  return readCrds(readDocuments(smallBundle(changes), 'bundle.yaml'), 'bundle.yaml');
}
