import { parseAllDocuments } from 'yaml';
import { renderCrds } from './crds-yaml';
import { rawCrd, rawVersion, smallCrds } from './small-bundle';

const DELICATE = [
  'on',
  'ON',
  'y',
  'no',
  'null',
  '~',
  '08',
  '0777',
  '0o17',
  '1_000',
  '12:30',
  '2001-01-01',
  '.inf',
  '<<',
  '1e3',
  '',
  ' a',
  'a\n  b\n',
  'x'.repeat(200),
];

const shared = { type: 'string', enum: DELICATE };
const crds = smallCrds({
  'networking.istio.io/Gateway': {
    ...rawCrd(),
    spec: { ...rawCrd().spec, versions: [rawVersion('v1', { properties: { on: shared, y: shared, '200': { minimum: 0.5 } } })] },
  },
});

test.each(['1.1', '1.2'] as const)('reads back as the same CRDs, by YAML %s', (version) => {
  const documents = parseAllDocuments(renderCrds(crds), { version });
  expect(documents.map((document) => document.toJS() as unknown)).toEqual(crds);
});

test('starts with what it is, and has no other comment', () => {
  const lines = renderCrds(crds).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    "# Istio's CustomResourceDefinitions without their descriptions: the source of record that `npm run import`",
    '# generates the rest of this folder from. Do not edit. Copyright Istio Authors, Apache-2.0: see NOTICE.',
    '---',
    'apiVersion: apiextensions.k8s.io/v1',
  ]);
  expect(lines.filter((line) => line.includes('#'))).toHaveLength(2);
});

test('has no anchors, even where the CRDs share values', () => {
  expect(renderCrds([crds[4]!])).not.toMatch(/[&*]/);
});
