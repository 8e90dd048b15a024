import { type YamlDocument } from './documents';
import { ImportError, ISTIO_BUNDLE } from './import-error';
import { findMalformed, type JsonSchema } from './json-schema';
import { Reader } from './reader';
import { compareVersions } from './versions';

/** A CustomResourceDefinition, as far as the import looks at it. What it does not look at stays as it is. */
export interface Crd {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly scope: 'Namespaced' | 'Cluster';
    readonly versions: readonly CrdVersion[];
  };
}

export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly schema: { readonly openAPIV3Schema: JsonSchema };
  readonly subresources?: { readonly status?: object };
  readonly additionalPrinterColumns?: readonly { readonly [key: string]: unknown }[];
}

/** The kinds that cdk8s-istio covers: a bundle has at least these. */
export const ISTIO_KINDS = [
  'extensions.istio.io/TrafficExtension',
  'extensions.istio.io/WasmPlugin',
  'networking.istio.io/DestinationRule',
  'networking.istio.io/EnvoyFilter',
  'networking.istio.io/Gateway',
  'networking.istio.io/ProxyConfig',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/Sidecar',
  'networking.istio.io/VirtualService',
  'networking.istio.io/WorkloadEntry',
  'networking.istio.io/WorkloadGroup',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/PeerAuthentication',
  'security.istio.io/RequestAuthentication',
  'telemetry.istio.io/Telemetry',
] as const;

/** `networking.istio.io/Gateway` */
export function groupKind(crd: Crd): string {
  return `${crd.spec.group}/${crd.spec.names.kind}`;
}

/** The versions that the API server answers for, the newest first. There is at least one. */
export function servedVersions(crd: Crd): [CrdVersion, ...CrdVersion[]] {
  const served = crd.spec.versions.filter((version) => version.served);
  return served.sort((a, b) => compareVersions(a.name, b.name)) as [CrdVersion, ...CrdVersion[]];
}

/**
 * Istio's CRDs, ordered by group and kind, whatever the order of the documents.
 *
 * @param name what the bundle is called in messages
 * @throws ImportError if a document is anything else than a CRD of Istio, or if one of {@link ISTIO_KINDS} is missing
 */
export function readCrds(documents: readonly YamlDocument[], name: string): Crd[] {
  const byName = new Map<string, YamlDocument>();
  const byKind = new Map<string, YamlDocument>();
  const crds = documents.map((document) => {
    const crd = readCrd(document);
    claim(byName, crd.metadata.name, document, 'name');
    // Kinds must differ across groups, too: each becomes a class of one module.
    claim(byKind, crd.spec.names.kind, document, 'kind');
    return crd;
  });

  const found = new Set(crds.map(groupKind));
  const missing = ISTIO_KINDS.filter((kind) => !found.has(kind));
  if (missing.length > 0) {
    throw new ImportError({
      where: name,
      found: crds.length === 0 ? 'there is no CRD in it' : `no CRD for ${missing.join(', ')}`,
      expected: `a CRD for each of the ${ISTIO_KINDS.length} kinds that cdk8s-istio covers`,
      wayOut: ISTIO_BUNDLE,
    });
  }
  return crds.sort((a, b) => (groupKind(a) < groupKind(b) ? -1 : 1));
}

function claim(taken: Map<string, YamlDocument>, value: string, document: YamlDocument, what: 'name' | 'kind'): void {
  const first = taken.get(value);
  if (first !== undefined) {
    throw new ImportError({
      where: document.where,
      found: `a second CRD with the ${what} ${value}; the first is in ${first.where}`,
      expected: `one CRD per ${what}`,
      wayOut: 'remove one of the two',
    });
  }
  taken.set(value, document);
}

function readCrd({ where, value }: YamlDocument): Crd {
  const crd = new Reader(value, where);
  crd.mapping();
  if (crd.at('kind').value === 'List') {
    throw crd.refuse(
      'a List',
      'one document per CRD',
      `write each of its items as a document of its own, with --- between them, or ${ISTIO_BUNDLE}`,
    );
  }
  crd.at('kind').oneOf('CustomResourceDefinition');
  const named = new Reader(value, `${where} (${crd.at('metadata').at('name').text()})`);
  named.at('apiVersion').oneOf('apiextensions.k8s.io/v1');
  readSpec(named.at('spec'), named.at('metadata').at('name'));
  return value as Crd;
}

function readSpec(spec: Reader, name: Reader): void {
  const group = spec.at('group').text(/^([a-z][a-z0-9]*\.)+istio\.io$/, 'a group of Istio, such as networking.istio.io');
  spec
    .at('names')
    .at('kind')
    .text(/^[A-Z][A-Za-z0-9]*$/, 'a kind, such as Gateway');
  const plural = spec
    .at('names')
    .at('plural')
    .text(/^[a-z][a-z0-9]*$/, "the plural of the kind's name, such as gateways");
  name.oneOf(`${plural}.${group}`);
  spec.at('scope').oneOf('Namespaced', 'Cluster');

  const versions = spec.at('versions').list();
  const names = versions.map(readVersion);
  names.forEach((version, index) => {
    if (names.indexOf(version) < index) throw versions[index]!.at('name').unexpected('one entry per version');
  });
  if (!versions.some((version) => version.at('served').value === true)) {
    throw spec.at('versions').refuse('no version is served', 'at least one version with served: true');
  }
}

function readVersion(version: Reader): string {
  const served = version.at('served');
  if (typeof served.value !== 'boolean') throw served.unexpected('true or false');
  if (version.has('additionalPrinterColumns')) {
    for (const column of version.at('additionalPrinterColumns').list()) column.mapping();
  }
  const schema = version.at('schema').at('openAPIV3Schema');
  const malformed = findMalformed(schema.mapping());
  if (malformed !== undefined) {
    throw malformed.steps.reduce((reader: Reader, step) => reader.at(step), schema).unexpected(malformed.expected);
  }
  return version.at('name').text(/^[a-z][a-z0-9]*$/, 'a version, such as v1');
}
