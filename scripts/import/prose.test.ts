import * as fc from 'fast-check';
import { type JsonSchema } from './json-schema';
import { referencePage, stripCrd, stripProse } from './prose';
import { rawCrd, rawVersion, smallCrds } from './small-bundle';

/** A schema without prose, and the same with some at any depth. */
interface Told {
  readonly bare: JsonSchema;
  readonly told: JsonSchema;
}

/** Names of fields, among them those that mean something to a schema. */
const NAME = fc.constantFrom('host', 'description', 'title', 'properties', 'items', 'example', 'externalDocs', 'enum');

/** Values, in which nothing is a keyword. */
const VALUES = fc.record(
  {
    type: fc.constantFrom('object', 'string'),
    enum: fc.array(fc.constantFrom('description', 'title')),
    default: fc.constantFrom({ description: 'a value' }, { properties: { title: 'a value' } }),
    'x-kubernetes-validations': fc.constant([{ rule: 'has(self.description)', message: 'must have a description' }]),
    'x-kubernetes-preserve-unknown-fields': fc.constant(true),
  },
  { requiredKeys: [] },
);

const PROSE = fc.record(
  {
    description: fc.string(),
    title: fc.string(),
    example: fc.jsonValue(),
    externalDocs: fc.record({ description: fc.string(), url: fc.webUrl() }),
  },
  { requiredKeys: [] },
);

const { schema: SCHEMA } = fc.letrec<{ schema: Told; leaf: Told; node: Told }>((tie) => {
  const inside = <K extends string, V>(names: fc.Arbitrary<K>, values: fc.Arbitrary<V>) =>
    fc.dictionary(names, values, { maxKeys: 2, noNullPrototype: true });
  const prose = { values: VALUES, prose: PROSE, proseFirst: fc.boolean() };
  return {
    schema: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('node')),
    leaf: fc.record(prose).map((leaf) => tell(leaf, () => ({}))),
    node: fc
      .record({
        ...prose,
        one: inside(fc.constantFrom('items', 'not', 'additionalProperties'), tie('schema')),
        list: inside(fc.constantFrom('anyOf', 'allOf', 'oneOf'), fc.array(tie('schema'), { maxLength: 2 })),
        properties: inside(NAME, tie('schema')),
      })
      .map(({ one, list, properties, ...node }) =>
        tell(node, (which) => ({
          ...map(one, (schema) => schema[which]),
          ...map(list, (schemas) => schemas.map((schema) => schema[which])),
          properties: map(properties, (schema) => schema[which]),
        })),
      ),
  };
});

interface Parts {
  readonly values: object;
  readonly prose: object;
  readonly proseFirst: boolean;
}

function tell({ values, prose, proseFirst }: Parts, subschemas: (which: keyof Told) => object): Told {
  const told = { ...values, ...subschemas('told') };
  return { bare: { ...values, ...subschemas('bare') }, told: proseFirst ? { ...prose, ...told } : { ...told, ...prose } };
}

function map<V, R>(mapping: Record<string, V>, replace: (value: V) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, replace(value)]));
}

test('takes all prose out of a schema, at any depth, and nothing else', () => {
  fc.assert(
    fc.property(SCHEMA, ({ bare, told }) => {
      // As text, because the order of the keys has to stay, too.
      expect(JSON.stringify(stripProse(told))).toBe(JSON.stringify(bare));
      expect(JSON.stringify(stripProse(bare))).toBe(JSON.stringify(bare));
    }),
    { numRuns: 300 },
  );
});

test('keeps a field that is called description', () => {
  const schema = { description: 'prose', required: ['description'], properties: { description: { description: 'prose', type: 'string' } } };
  expect(stripProse(schema)).toEqual({ required: ['description'], properties: { description: { type: 'string' } } });
});

test('leaves the schema it was given as it is', () => {
  const schema = Object.freeze({ description: 'prose', items: Object.freeze({ title: 'prose' }) });
  expect(stripProse(schema)).toEqual({ items: {} });
});

const GATEWAYS = 'https://istio.io/latest/docs/reference/config/networking/gateway/';
const linking = (description: string) => ({ properties: { spec: { description } } });

test.each([
  ['Gateway. See more details at: https://istio.io/docs/reference/config/networking/gateway.html', GATEWAYS],
  ['See more details at: https://istio.io/latest/docs/reference/config/networking/gateway/', GATEWAYS],
  [
    'https://istio.io/docs/reference/config/proxy_extensions/traffic_extension.html.',
    'https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/',
  ],
  ['See https://example.com/docs/reference/config/networking/gateway.html', undefined],
  ['See https://istio.io/latest/blog/', undefined],
  ['No link', undefined],
])('finds the reference page in %j', (description, page) => {
  expect(referencePage(linking(description))).toBe(page);
});

test('finds no reference page where nothing is described', () => {
  expect(referencePage({})).toBeUndefined();
  expect(referencePage({ properties: [], externalDocs: 'x' })).toBeUndefined();
});

test('of the prose of a CRD, the reference page stays', () => {
  const versions = [
    {
      ...rawVersion('v1', { type: 'object', ...linking(`Gateways. See more details at: ${GATEWAYS}`) }),
      additionalPrinterColumns: [{ name: 'Age', description: 'prose', type: 'date', jsonPath: '.metadata.creationTimestamp' }],
      subresources: { status: {} },
    },
  ];
  const raw = rawCrd();
  const crd = { ...raw, metadata: { ...raw.metadata, labels: { description: 'a label' } }, spec: { ...raw.spec, versions } };
  const [, , , , gateway] = smallCrds({ 'networking.istio.io/Gateway': crd });

  const stripped = stripCrd(gateway!);
  const schema = { externalDocs: { url: GATEWAYS }, type: 'object', properties: { spec: {} } };
  const version = {
    name: 'v1',
    served: true,
    storage: true,
    schema: { openAPIV3Schema: schema },
    additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }],
    subresources: { status: {} },
  };
  expect(stripped).toEqual({ ...crd, spec: { ...crd.spec, versions: [version] } });
  expect(referencePage(schema)).toBe(GATEWAYS);
  expect(stripCrd(stripped)).toEqual(stripped);
});
