import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSchema, knowsSchemaOf } from '.';
import { importedSchemas } from './kinds';
import { rulesNotModelled } from './rules/rules';
import { sentenceFor } from './rules/sentences';
import { formatOf, FORMATS_WITHOUT_EFFECT } from './structure/formats';
import { KEYWORDS, type Schema } from './structure/schema';

const found = (manifest: object): [string, string, string][] =>
  checkSchema(manifest as Record<string, unknown>).map(({ field, reason, message }) => [field.join('.'), reason, message]);

function istio(kind: string, spec: unknown, more: object = {}): object {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name: 'a', namespace: 'shop' }, spec, ...more };
}

test("Istio's kinds are known in each version that is served", () => {
  expect(knowsSchemaOf('networking.istio.io/v1', 'VirtualService')).toBe(true);
  expect(knowsSchemaOf('networking.istio.io/v1alpha3', 'VirtualService')).toBe(true);
  expect(knowsSchemaOf('networking.istio.io/v2', 'VirtualService')).toBe(false);
  expect(knowsSchemaOf('v1', 'Service')).toBe(false);
  expect(knowsSchemaOf('constructor', 'toString')).toBe(false);
});

test('a kind or version that Istio does not serve is a problem', () => {
  expect(found({ ...istio('Sidecar', {}), apiVersion: 'networking.istio.io/v2' })).toEqual([
    ['apiVersion', 'NotFound', 'Sidecar is not served in "networking.istio.io/v2"; use version v1, v1beta1 or v1alpha3'],
  ]);
  expect(found({ ...istio('Virtualservice', {}), apiVersion: 'telemetry.istio.io/v1' })).toEqual([
    ['kind', 'NotFound', 'telemetry.istio.io/v1 has no kind "Virtualservice"; use Telemetry'],
  ]);
  expect(found({ ...istio('Sidecar', {}), apiVersion: 'networking.istio.io/toString' })).toHaveLength(1);
});

test('a good VirtualService has no problem', () => {
  const http = [{ match: [{ uri: { prefix: '/a' } }], route: [{ destination: { host: 'reviews' } }], timeout: '5s' }];
  expect(found(istio('VirtualService', { hosts: ['reviews'], http }))).toEqual([]);
});

test('unknown fields are told alone', () => {
  expect(found(istio('VirtualService', { host: ['a'], http: [{ timeout: 5, retry: {} }] }, { specs: 1 }))).toEqual([
    ['spec.host', 'StrictDecoding', 'there is no field host in spec; did you mean hosts?'],
    ['spec.http.0.retry', 'StrictDecoding', 'there is no field retry in http[0]; correct its name, or remove it'],
    ['specs', 'StrictDecoding', 'there is no field specs; did you mean spec?'],
  ]);
});

test('metadata that cannot be read is told alone', () => {
  expect(found(istio('VirtualService', { host: ['a'] }, { metadata: { name: 5 } }))).toEqual([
    ['metadata.name', 'BadRequest', 'name is 5, but has to be text; put it in quotes'],
  ]);
});

test('rules wait for the structure', () => {
  const spec = { hosts: ['*'], ports: [{ number: 80, name: 'http', targetPort: '80' }], resolution: 'NONE', endpoints: [] };
  expect(found(istio('ServiceEntry', spec)).map(([field, reason]) => [field, reason])).toEqual([
    ['spec.ports.0.targetPort', 'FieldValueTypeInvalid'],
  ]);
});

test('a bound that is missed keeps no rule from running', () => {
  const spec = {
    hosts: ['a'],
    ports: [{ number: 80, name: 'http' }],
    resolution: 'STATIC',
    endpoints: [{ ports: { http: 4294967296 }, address: '10.0.0.1' }],
  };
  expect(found(istio('ServiceEntry', spec)).map(([field, , message]) => [field, message])).toEqual([
    ['spec.endpoints.0.ports.http', 'http is 4294967296; at most 4294967295 is allowed'],
    ['spec.endpoints.0.ports.http', 'http is 4294967296: a port is a number from 1 to 65535'],
  ]);
});

test('rules of lists and of keys are problems of their own', () => {
  const spec = {
    hosts: ['a'],
    ports: [
      { number: 80, name: 'http' },
      { number: 80, name: 'http' },
    ],
    resolution: 'DNS',
  };
  expect(found(istio('ServiceEntry', spec))).toEqual([
    ['spec.ports.1', 'FieldValueDuplicate', 'name of an item is "http", as of another before it; make it differ'],
    ['spec.ports', 'FieldValueInvalid', 'ports: two ports have the same number; give each its own'],
  ]);
});

test('several rules about one mistake are one problem', () => {
  const tls = { mode: 'SIMPLE', credentialNames: ['a'], tlsCertificates: [{}] };
  const servers = [{ port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: ['a.com'], tls }];
  expect(found(istio('Gateway', { servers }))).toEqual([
    ['spec.servers.0.tls', 'FieldValueInvalid', 'tls: set only one of credentialName, credentialNames and tlsCertificates'],
  ]);
});

test('a status is not read, for the API server drops it', () => {
  expect(found(istio('VirtualService', { hosts: ['a'] }, { status: { conditions: 5 } }))).toEqual([]);
});

test('nulls are as good as nothing, but for those in lists', () => {
  expect(found(istio('VirtualService', { hosts: ['a'], gateways: null, http: [null] })).map(([field, reason]) => [field, reason])).toEqual([
    ['spec.http.0', 'FieldValueTypeInvalid'],
  ]);
});

test('what is no Kubernetes object is left to whoever reads manifests', () => {
  expect(found({})).toEqual([]);
  expect(found({ apiVersion: 5, kind: 'Sidecar' })).toEqual([]);
});

/** Every schema in a schema. */
function* schemasIn(schema: Schema): Iterable<Schema> {
  yield schema;
  const lists = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) => list ?? []);
  const inside = [...Object.values(schema.properties ?? {}), schema.additionalProperties, schema.items, schema.not, ...lists];
  for (const part of inside) if (part) yield* schemasIn(part);
}

test('every keyword, format and rule of the imported CRDs is modelled, and every rule has a sentence', () => {
  const schemas = importedSchemas();
  expect(schemas).toHaveLength(15);
  for (const { schema } of schemas) {
    for (const part of schemasIn(schema)) {
      expect(KEYWORDS).toEqual(expect.arrayContaining(Object.keys(part)));
      for (const { message } of part['x-kubernetes-validations'] ?? [])
        expect([message, sentenceFor(message)]).toEqual([message, expect.any(String)]);
      expect(part.format === undefined || FORMATS_WITHOUT_EFFECT.has(part.format) || formatOf(part) !== undefined).toBe(true);
    }
    expect([...rulesNotModelled(schema)]).toEqual([]);
  }
});

test('schemas are read from where the import writes them', () => {
  const written = JSON.parse(readFileSync(join(__dirname, '../../../imports/schemas.json'), 'utf8')) as { kinds: object };
  expect(Object.keys(written.kinds)).toEqual(expect.arrayContaining(importedSchemas().map(({ kind }) => kind)));
});
