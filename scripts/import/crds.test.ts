import { ISTIO_KINDS, groupKind, servedVersions } from './crds';
import { rawCrd, rawVersion, smallBundle, smallCrds } from './small-bundle';

const GATEWAY = 'networking.istio.io/Gateway';
const SCHEMA = { type: 'object' };

test('reads the CRDs of a bundle, ordered by group and kind', () => {
  const crds = smallCrds();
  expect(crds.map(groupKind)).toEqual([...ISTIO_KINDS]);
  expect(crds[4]).toEqual(rawCrd(GATEWAY));
});

test('accepts kinds of Istio that it does not know yet', () => {
  const added = 'networking.istio.io/Airport';
  expect(smallCrds({ [added]: rawCrd(added) }).map(groupKind)).toContain(added);
});

test('lists the served versions, the newest first', () => {
  const versions = [rawVersion('v1alpha3', SCHEMA), { ...rawVersion('v2', SCHEMA), served: false }, rawVersion('v1', SCHEMA)];
  const crd = { ...rawCrd(GATEWAY), spec: { ...rawCrd(GATEWAY).spec, versions } };
  const read = smallCrds({ [GATEWAY]: crd }).find((candidate) => groupKind(candidate) === GATEWAY)!;
  expect(servedVersions(read).map(({ name }) => name)).toEqual(['v1', 'v1alpha3']);
  expect(read.spec.versions.map(({ name }) => name)).toEqual(['v1alpha3', 'v2', 'v1']);
});

const gateway = (change: object) => ({ ...rawCrd(GATEWAY), ...change });
const spec = (change: object) => gateway({ spec: { ...rawCrd(GATEWAY).spec, ...change } });
const version = (change: object) => spec({ versions: [{ ...rawVersion('v1', SCHEMA), ...change }] });
/** The gateway is the fifth document. */
const NAMED = 'bundle.yaml, document 5 (gateways.networking.istio.io)';

test.each([
  ['no mapping', '- a\n', 'bundle.yaml, document 5: ["a"]\n  expected: a mapping'],
  ['another resource', { kind: 'ConfigMap' }, 'bundle.yaml, document 5, kind: "ConfigMap"\n  expected: CustomResourceDefinition'],
  ['nothing known', {}, 'bundle.yaml, document 5, kind: missing\n  expected: CustomResourceDefinition'],
  ['a List', { kind: 'List', items: [rawCrd(GATEWAY)] }, 'bundle.yaml, document 5: a List\n  expected: one document per CRD'],
  ['no name', gateway({ metadata: {} }), 'bundle.yaml, document 5, metadata.name: missing\n  expected: a string'],
  ['no metadata', gateway({ metadata: null }), 'bundle.yaml, document 5, metadata.name: missing'],
  [
    'an old CRD',
    gateway({ apiVersion: 'apiextensions.k8s.io/v1beta1' }),
    `${NAMED}, apiVersion: "apiextensions.k8s.io/v1beta1"\n  expected: apiextensions.k8s.io/v1`,
  ],
  ['no spec', gateway({ spec: undefined }), `${NAMED}, spec.group: missing`],
  [
    'a foreign group',
    spec({ group: 'gateway.networking.k8s.io' }),
    `${NAMED}, spec.group: "gateway.networking.k8s.io"\n  expected: a group of Istio, such as networking.istio.io`,
  ],
  ['a group that ends alike', spec({ group: 'evil-istio.io' }), `${NAMED}, spec.group: "evil-istio.io"`],
  [
    'a kind that is no name',
    spec({ names: { kind: 'Gate{way', plural: 'gateways' } }),
    `${NAMED}, spec.names.kind: "Gate{way"\n  expected: a kind, such as Gateway`,
  ],
  ['no plural', spec({ names: { kind: 'Gateway' } }), `${NAMED}, spec.names.plural: missing`],
  [
    'a name that does not fit',
    spec({ names: { kind: 'Gateway', plural: 'gates' } }),
    `${NAMED}, metadata.name: "gateways.networking.istio.io"\n  expected: gates.networking.istio.io`,
  ],
  ['an unknown scope', spec({ scope: 'Planet' }), `${NAMED}, spec.scope: "Planet"\n  expected: Namespaced or Cluster`],
  ['no versions', spec({ versions: [] }), `${NAMED}, spec.versions: no version is served`],
  ['versions that are no list', spec({ versions: {} }), `${NAMED}, spec.versions: {}\n  expected: a list`],
  [
    'no served version',
    version({ served: false }),
    `${NAMED}, spec.versions: no version is served\n  expected: at least one version with served: true`,
  ],
  ['a version that does not say', version({ served: undefined }), `${NAMED}, spec.versions[0].served: missing\n  expected: true or false`],
  ['a version without a name', version({ name: undefined }), `${NAMED}, spec.versions[0].name: missing\n  expected: a version, such as v1`],
  [
    'a version given twice',
    spec({ versions: [rawVersion('v1', SCHEMA), rawVersion('v1', SCHEMA)] }),
    `${NAMED}, spec.versions[1].name: "v1"\n  expected: one entry per version`,
  ],
  ['no schema', version({ schema: undefined }), `${NAMED}, spec.versions[0].schema.openAPIV3Schema: missing\n  expected: a mapping`],
  [
    'a schema that is none',
    version({ schema: { openAPIV3Schema: { properties: { spec: { items: 5 } } } } }),
    `${NAMED}, spec.versions[0].schema.openAPIV3Schema.properties.spec.items: 5\n  expected: a schema (a mapping of keywords)`,
  ],
  [
    'columns that are no list',
    version({ additionalPrinterColumns: 'Age' }),
    `${NAMED}, spec.versions[0].additionalPrinterColumns: "Age"\n  expected: a list`,
  ],
  ['a long value', gateway({ apiVersion: 'x'.repeat(100) }), `${NAMED}, apiVersion: "${'x'.repeat(56)}...\n`],
])('refuses %s', (_, crd, message) => {
  expect(() => smallCrds({ [GATEWAY]: crd })).toThrow(message);
});

test('refuses two CRDs with one name', () => {
  expect(() => smallCrds({ again: rawCrd(GATEWAY) })).toThrow(
    'bundle.yaml, document 16: a second CRD with the name gateways.networking.istio.io; the first is in bundle.yaml, document 5\n' +
      '  expected: one CRD per name\n  way out:  remove one of the two',
  );
});

test('refuses two CRDs of one kind', () => {
  expect(() => smallCrds({ again: rawCrd('security.istio.io/Gateway') })).toThrow(
    'bundle.yaml, document 16: a second CRD with the kind Gateway',
  );
});

test('names the kinds that are missing', () => {
  const changes = { [GATEWAY]: '', 'telemetry.istio.io/Telemetry': '' };
  expect(() => smallCrds(changes)).toThrow(
    'bundle.yaml: no CRD for networking.istio.io/Gateway, telemetry.istio.io/Telemetry\n' +
      '  expected: a CRD for each of the 15 kinds that cdk8s-istio covers\n' +
      '  way out:  import the CRD bundle of an Istio release as it is: manifests/charts/base/files/crd-all.gen.yaml in its source',
  );
});

test('says so if there is nothing at all', () => {
  expect(() => smallCrds(Object.fromEntries(ISTIO_KINDS.map((kind) => [kind, ''])))).toThrow('bundle.yaml: there is no CRD in it');
});

test('the small bundle of the tests is one', () => {
  expect(smallBundle().split('---\n')).toHaveLength(16);
});
