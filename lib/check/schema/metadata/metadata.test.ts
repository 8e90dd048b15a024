import fc from 'fast-check';
import { checkSchema } from '..';

const found = (manifest: object): [string, string, string][] =>
  checkSchema(manifest as Record<string, unknown>).map(({ field, reason, message }) => [field.join('.'), reason, message]);
const sidecar = (metadata: unknown): [string, string, string][] =>
  found({ apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata });
const of = (kind: string, name: string, apiVersion = 'v1'): string[] =>
  found({ apiVersion, kind, metadata: { name } }).map(([field]) => field);

test.each<[string, unknown, [string, string, string][]]>([
  ['no name', {}, [['metadata.name', 'FieldValueRequired', 'the object has no name; add metadata.name']]],
  ['no metadata', null, [['metadata.name', 'FieldValueRequired', 'the object has no name; add metadata.name']]],
  [
    'a name in capitals',
    { name: 'Upper' },
    [
      [
        'metadata.name',
        'FieldValueInvalid',
        "name is \"Upper\"; make it of small letters, digits, '-' and '.', each part beginning and ending with a letter or digit",
      ],
    ],
  ],
  ['a long name', { name: 'a'.repeat(254) }, [['metadata.name', 'FieldValueInvalid', 'name is 254 characters long; 253 are allowed']]],
  [
    'a namespace that is none',
    { name: 'a', namespace: 'a.b' },
    [
      [
        'metadata.namespace',
        'FieldValueInvalid',
        'namespace is "a.b"; make it of small letters, digits and \'-\', beginning and ending with a letter or digit',
      ],
    ],
  ],
  [
    'an unknown field',
    { name: 'a', label: {} },
    [['metadata.label', 'StrictDecoding', 'there is no field label in metadata; did you mean labels?']],
  ],
  [
    'a label that is a number',
    { name: 'a', labels: { version: 1 } },
    [['metadata.labels.version', 'BadRequest', 'version is 1, but has to be text; put it in quotes']],
  ],
  [
    'a label key with two slashes',
    { name: 'a', labels: { 'a/b/c': 'x' } },
    [['metadata.labels.a/b/c', 'FieldValueInvalid', 'the label key "a/b/c" has more than one /; write it as name or as domain/name']],
  ],
  [
    'a long label value',
    { name: 'a', labels: { a: 'x'.repeat(64) } },
    [['metadata.labels.a', 'FieldValueInvalid', "the label's value is 64 characters long; 63 are allowed"]],
  ],
  [
    'an annotation key with a capital domain and a name that is too long',
    { name: 'a', annotations: { 'A.b/c': 'x', [`a/${'x'.repeat(64)}`]: 'y' } },
    [
      [
        `metadata.annotations.a/${'x'.repeat(64)}`,
        'FieldValueInvalid',
        `the annotation key "a/${'x'.repeat(56)}… has a name of 64 characters; 63 are allowed`,
      ],
    ],
  ],
  [
    'annotations that are too large',
    { name: 'a', annotations: { a: 'x'.repeat(262144) } },
    [['metadata.annotations', 'FieldValueTooLong', 'the annotations have 262145 bytes together; 262144 are allowed']],
  ],
  [
    'an owner that says nothing',
    { name: 'a', ownerReferences: [{}] },
    [
      ['metadata.ownerReferences.0.apiVersion', 'FieldValueInvalid', 'apiVersion names no version; add it'],
      ['metadata.ownerReferences.0.kind', 'FieldValueInvalid', 'kind is empty; give it a value'],
      ['metadata.ownerReferences.0.name', 'FieldValueInvalid', 'name is empty; give it a value'],
      ['metadata.ownerReferences.0.uid', 'FieldValueInvalid', 'uid is empty; give it a value'],
    ],
  ],
  [
    'finalizers that exclude each other',
    { name: 'a', finalizers: ['orphan', 'foregroundDeletion'] },
    [['metadata.finalizers', 'FieldValueInvalid', 'foregroundDeletion and orphan exclude each other; keep one']],
  ],
  [
    'a time that is none',
    { name: 'a', creationTimestamp: 'now' },
    [['metadata.creationTimestamp', 'BadRequest', 'creationTimestamp is "now"; write it as 2026-01-31T12:00:00Z']],
  ],
])('%s is refused', (_, metadata, problems) => {
  expect(sidecar(metadata)).toEqual(problems);
});

test.each<[string, object]>([
  ['a name with dots', { name: 'a.b-c.1' }],
  ['a name that is to be generated', { generateName: 'a-' }],
  ['nulls', { name: 'a', labels: { a: null }, annotations: null, creationTimestamp: null, ownerReferences: null }],
  ['annotation keys in capitals', { name: 'a', annotations: { 'Sidecar.Istio.IO/Inject': 'X y' } }],
  [
    'what a cluster adds',
    { name: 'a', uid: 'x', resourceVersion: '1', generation: 2, creationTimestamp: '2026-01-31T12:00:00Z', managedFields: [] },
  ],
])('%s is taken', (_, metadata) => {
  expect(sidecar(metadata)).toEqual([]);
});

test('each kind has its own rule for names, and an unknown one only that of all', () => {
  expect(of('Service', '1a')).toEqual(['metadata.name']);
  expect(of('Service', 'a.b')).toEqual(['metadata.name']);
  expect(of('Namespace', '1a')).toEqual([]);
  expect(of('Namespace', 'a.b')).toEqual(['metadata.name']);
  expect(of('ConfigMap', 'a.b')).toEqual([]);
  expect(of('Role', 'system:a', 'rbac.authorization.k8s.io/v1')).toEqual([]);
  expect(of('Role', 'a/b', 'rbac.authorization.k8s.io/v1')).toEqual(['metadata.name']);
  expect(of('User', 'system:a', 'user.openshift.io/v1')).toEqual([]);
  expect(of('User', '..', 'user.openshift.io/v1')).toEqual(['metadata.name']);
  expect(of('Gateway', 'A', 'gateway.networking.k8s.io/v1')).toEqual(['metadata.name']);
});

test('what no cluster serves may go without a name', () => {
  expect(found({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' })).toEqual([]);
  expect(found({ apiVersion: 'v1', kind: 'ConfigMap' })).toEqual([
    ['metadata.name', 'FieldValueRequired', 'the object has no name; add metadata.name'],
  ]);
});

test('every DNS name is a name', () => {
  const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/);
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 6 }), (labels) => {
      expect(sidecar({ name: labels.join('.') })).toEqual([]);
    }),
  );
});
