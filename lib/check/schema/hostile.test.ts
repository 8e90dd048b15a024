import fc from 'fast-check';
import { checkSchema } from '.';
import { importedSchemas } from './kinds';
import type { Schema } from './structure/schema';

/** The group and version of each kind that was imported. */
const API_VERSIONS: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'security.istio.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
  Telemetry: 'telemetry.istio.io/v1',
  TrafficExtension: 'extensions.istio.io/v1alpha1',
  WasmPlugin: 'extensions.istio.io/v1alpha1',
};

const KEYS = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'length', '', 'a'];

/** Anything, with keys that mean something to JavaScript. */
const anything: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(
      null,
      undefined,
      true,
      0,
      -0,
      NaN,
      Infinity,
      1e21,
      2 ** 63,
      '',
      '5s',
      'unix://',
      '(a+)+$',
      '\ud800',
      10n,
      Symbol('s'),
      () => 1,
      new Date(0),
    ),
    fc.string(),
    fc.constant('x'.repeat(100_000)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value')),
  ),
})).value;

/** Mostly what a schema asks for, with anything in between. */
function fitting(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const own = ((): fc.Arbitrary<unknown> => {
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.type === 'integer' || schema.type === 'number') return fc.oneof(fc.nat(70_000), fc.double());
    if (schema.type === 'boolean') return fc.boolean();
    if (schema.type === 'array' && schema.items) return fc.array(fitting(schema.items, depth + 1), { maxLength: 3 });
    if (schema.type === 'object' && schema.additionalProperties)
      return fc.dictionary(fc.constantFrom(...KEYS, 'http', '80'), fitting(schema.additionalProperties, depth + 1));
    if (schema.type === 'object' && depth < 7) {
      const fields = Object.entries(schema.properties ?? {}).map(([name, property]) => [name, fitting(property, depth + 1)] as const);
      return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
    }
    return fc.constantFrom('5s', 'a', '*', 'unix://a', 'http://[', 'oci://a', '80');
  })();
  return fc.oneof({ weight: 30, arbitrary: own }, { weight: 1, arbitrary: anything });
}

const manifests = fc.oneof(
  ...importedSchemas().map(({ kind, schema }) =>
    fc.record({
      apiVersion: fc.constant(API_VERSIONS[kind] ?? 'networking.istio.io/v1'),
      kind: fc.constant(kind),
      metadata: fc.oneof({ weight: 5, arbitrary: fc.constant<unknown>({ name: 'a' }) }, { weight: 1, arbitrary: anything }),
      spec: fitting(schema.properties!.spec!),
    }),
  ),
);

/** What a value is, cycles and all, so that a change shows. */
function snapshot(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null ? each : `${typeof each} ${String(each).slice(0, 50)}`,
  );
}

test('whatever a manifest holds, it is judged, and left as it was', () => {
  fc.assert(
    fc.property(manifests, (manifest) => {
      const before = snapshot(manifest);
      for (const { field, message } of checkSchema(manifest)) {
        expect(field.length).toBeGreaterThan(0);
        expect(message.length).toBeLessThan(1000);
        expect(message).not.toMatch(/\n|undefined|\[object/);
      }
      expect(snapshot(manifest)).toBe(before);
    }),
    { numRuns: 150 },
  );
});

function istio(kind: string, spec: unknown): Record<string, unknown> {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name: 'a' }, spec };
}

test('manifests that hold themselves are judged', () => {
  const spec: Record<string, unknown> = { hosts: ['a'] };
  Object.assign(spec, { http: [spec], gateways: spec, tls: [[spec]] });
  (spec.hosts as unknown[]).push(spec.hosts, spec);
  expect(checkSchema(istio('VirtualService', spec)).length).toBeGreaterThan(0);
  const patch: Record<string, unknown> = {};
  patch.value = patch;
  expect(
    checkSchema({ ...istio('EnvoyFilter', { configPatches: [{ patch: { value: patch } }] }), apiVersion: 'networking.istio.io/v1alpha3' }),
  ).toEqual([]);
});

test('large manifests take time in proportion', () => {
  const labels = Object.fromEntries(Array.from({ length: 4096 }, (_, index) => [`k${index}`, 'v']));
  expect(checkSchema(istio('Sidecar', { workloadSelector: { labels } }))).toHaveLength(1);
  const http = Array.from({ length: 2_000 }, (_, index) => ({ timeout: `${index + 1}s`, route: [{ destination: { host: 'a' } }] }));
  expect(checkSchema(istio('VirtualService', { hosts: ['a'], http }))).toEqual([]);
  expect(checkSchema(istio('VirtualService', { hosts: ['a'], http: [{ timeout: '9'.repeat(1_000_000) }] }))).toHaveLength(1);
});

test('nothing of Object.prototype is taken for a field, nor changed', () => {
  const spec = JSON.parse('{"hosts": ["a"], "__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}');
  expect(checkSchema(istio('VirtualService', spec)).map(({ field, reason }) => [field, reason])).toEqual([
    [['spec', '__proto__'], 'StrictDecoding'],
    [['spec', 'constructor'], 'StrictDecoding'],
  ]);
  expect(({} as any).polluted).toBeUndefined();
});
