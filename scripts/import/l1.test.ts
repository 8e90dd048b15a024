import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateL1, l1Crd } from './l1';
import { stripCrd } from './prose';
import { rawCrd, rawVersion, smallCrds } from './small-bundle';

const GATEWAY = 'networking.istio.io/Gateway';
const PAGE = 'https://istio.io/latest/docs/reference/config/networking/gateway/';

function gatewayWith(...versions: object[]) {
  return smallCrds({ [GATEWAY]: { ...rawCrd(), spec: { ...rawCrd().spec, versions } } })[4]!;
}

test('gives the generator the newest served version alone', () => {
  const [v1, v2, v1beta1] = ['v1', 'v2', 'v1beta1'].map((name) => rawVersion(name, { type: 'object' }));
  expect(l1Crd(gatewayWith(v1beta1!, v1!, { ...v2, served: false }))).toEqual({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'gateways.networking.istio.io' },
    spec: {
      group: 'networking.istio.io',
      names: { kind: 'Gateway' },
      versions: [{ name: 'v1', schema: { openAPIV3Schema: { description: 'Gateway', type: 'object' } } }],
    },
  });
});

function l1Schema(schema: object): unknown {
  const { spec } = l1Crd(gatewayWith(rawVersion('v1', schema))) as { spec: { versions: [{ schema: { openAPIV3Schema: unknown } }] } };
  return spec.versions[0].schema.openAPIV3Schema;
}

test('describes each field by its path and the page of its kind', () => {
  const described = (path: string, rest: object = {}) => ({ description: `Gateway${path} ${PAGE}`, ...rest });
  expect(
    l1Schema({
      externalDocs: { url: PAGE },
      properties: {
        spec: {
          properties: {
            servers: { items: { properties: { description: {} } } },
            selector: { additionalProperties: {} },
            port: { anyOf: [{ type: 'integer' }] },
          },
        },
      },
    }),
  ).toEqual(
    described('', {
      externalDocs: { url: PAGE },
      properties: {
        spec: described('.spec', {
          properties: {
            servers: described('.spec.servers', {
              items: described('.spec.servers[]', { properties: { description: described('.spec.servers[].description') } }),
            }),
            selector: described('.spec.selector', { additionalProperties: described('.spec.selector[*]') }),
            port: described('.spec.port', { anyOf: [described('.spec.port', { type: 'integer' })] }),
          },
        }),
      },
    }),
  );
});

test('drops the snake-case twin of a field, and no other field', () => {
  const type = 'string';
  expect(
    l1Schema({
      items: { properties: { jwks_uri: { type }, jwksUri: { type }, only_snake: { type }, _: { type }, mirror_percent: { type } } },
    }),
  ).toEqual({
    description: 'Gateway',
    items: {
      description: 'Gateway[]',
      properties: {
        jwksUri: { description: 'Gateway[].jwksUri', type },
        only_snake: { description: 'Gateway[].only_snake', type },
        _: { description: 'Gateway[]._', type },
        mirror_percent: { description: 'Gateway[].mirror_percent', type },
      },
    },
  });
});

describe('cdk8s import', () => {
  let workspace: string;
  beforeEach(() => (workspace = mkdtempSync(join(tmpdir(), 'l1-'))));
  afterEach(() => rmSync(workspace, { recursive: true }));

  test('writes a module per group, and an index is added', async () => {
    const files = await generateL1(smallCrds().map(stripCrd), workspace, new AbortController().signal);
    expect([...files.keys()]).toEqual([
      'extensions.istio.io.ts',
      'networking.istio.io.ts',
      'security.istio.io.ts',
      'telemetry.istio.io.ts',
      'index.ts',
    ]);
    const header = "// Written by `npm run import` from Istio's CRDs (Copyright Istio Authors, Apache-2.0: see NOTICE). Do not edit.\n";
    expect(files.get('index.ts')).toBe(
      header + ['extensions', 'networking', 'security', 'telemetry'].map((group) => `export * from './${group}.istio.io';\n`).join(''),
    );
    expect(files.get('networking.istio.io.ts')).toContain(`  /**
   * VirtualService.spec.host
   *
   * @schema VirtualServiceSpec#host
   */
  readonly host?: string;
`);
    expect(files.get('networking.istio.io.ts')!.startsWith(header)).toBe(true);
  }, 30_000);

  test('refuses what it cannot generate from, without a stack trace', async () => {
    const crd = gatewayWith(rawVersion('v1', { type: 'object', properties: { 'a b': { type: 'string' } } }));
    await expect(generateL1([crd], workspace, new AbortController().signal)).rejects.toThrow(
      /^cdk8s import: failed: Error: Key 'a b' contains non standard characters .*\n {2}expected: CRDs that it can generate TypeScript from\n {2}way out: {2}import the CRD bundle [^\n]*$/,
    );
  }, 30_000);

  test('is stopped', async () => {
    await expect(generateL1(smallCrds(), workspace, AbortSignal.abort())).rejects.toThrow(
      'cdk8s import: failed: The operation was aborted',
    );
  });
});
