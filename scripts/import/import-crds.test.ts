import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCrds, type ImportRequest } from './import-crds';
import { ImportError } from './import-error';
import { type Files } from './l1';
import { rawCrd, rawVersion, smallBundle } from './small-bundle';

const IMPORTS = join(__dirname, '..', '..', 'imports');
const GATEWAY = 'networking.istio.io/Gateway';
const PAGE = 'https://istio.io/latest/docs/reference/config/networking/gateway/';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'import-'));
  folder = join(parent, 'imports');
});
afterEach(() => rmSync(parent, { recursive: true }));

/** `cdk8s import` takes seconds: here, it writes down what it was given. */
const l1 = (crds: readonly unknown[]): Promise<Files> => Promise.resolve(new Map([['index.ts', JSON.stringify(crds)]]));
const run = (request: Omit<ImportRequest, 'folder'> = {}) => importCrds({ folder, ...request }, l1);

function write(text: string): string {
  const path = join(parent, 'bundle.yaml');
  writeFileSync(path, text);
  return path;
}

function read(path = folder): Record<string, string> {
  return Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}

/** A gateway with prose, in two versions. */
function gateway(description: string) {
  const schema = {
    properties: {
      spec: { description: `${description} See more details at: ${PAGE}`, properties: { host: { type: 'string', description } } },
    },
  };
  return { ...rawCrd(GATEWAY), spec: { ...rawCrd(GATEWAY).spec, versions: [rawVersion('v1beta1', schema), rawVersion('v1', schema)] } };
}

describe('of the committed CRDs', () => {
  test('writes the committed imports/, byte for byte', async () => {
    mkdirSync(folder);
    // The import of Envoy wrote the third, which stays.
    for (const file of ['crds.yaml', 'version.json', 'envoy.json']) cpSync(join(IMPORTS, file), join(folder, file));
    const report = await importCrds({ folder });

    const [written, committed] = [read(), read(IMPORTS)];
    expect(Object.keys(written)).toEqual(Object.keys(committed));
    for (const [file, text] of Object.entries(written)) {
      // Not toBe: half a megabyte is no message.
      if (text !== committed[file]) throw new Error(`imports/${file} is not what npm run import writes`);
    }
    expect(report).toEqual({ source: join(folder, 'crds.yaml'), istio: report.istio, kinds: 15, servedVersions: 33, newKinds: [] });
    expect(readdirSync(parent)).toEqual(['imports']);
  }, 60_000);

  test('has no prose in what it writes', () => {
    for (const file of ['crds.yaml', 'schemas.json']) {
      expect(read(IMPORTS)[file]).not.toMatch(/^\s*(- )?"?(description|title|example)"?:/m);
    }
  });
});

test('writes the same from a bundle and from the CRDs that remain of it', async () => {
  const bundle = write(`# Istio's\n${smallBundle({ [GATEWAY]: gateway('Prose.') })}`);
  await run({ source: bundle, istio: '1.30.3' });
  const first = read();
  expect(Object.keys(first)).toEqual(['crds.yaml', 'index.ts', 'schemas.json', 'version.json']);
  expect(first['version.json']).toBe('{"istio":"1.30.3"}\n');
  expect(JSON.stringify(first)).not.toContain('Prose');
  expect(JSON.parse(first['schemas.json']!)).toHaveProperty('kinds.Gateway', {
    group: 'networking.istio.io',
    plural: 'gateways',
    scope: 'Namespaced',
    statusSubresource: false,
    page: PAGE,
    versions: { v1: 0, v1beta1: 0 },
    schemas: [{ properties: { spec: { properties: { host: { type: 'string' } } } } }],
  });

  await run();
  expect(read()).toEqual(first);
  await run({ source: bundle });
  expect(read()).toEqual(first);
  await run({ source: write(smallBundle({ [GATEWAY]: '', again: gateway('Other words, another order.') })) });
  expect(read()).toEqual(first);
});

test('reports what it imported', async () => {
  const airport = 'networking.istio.io/Airport';
  const source = write(smallBundle({ [GATEWAY]: gateway('Prose.'), [airport]: rawCrd(airport) }));
  await expect(run({ source, istio: '1.31.0' })).resolves.toEqual({
    source,
    istio: '1.31.0',
    kinds: 16,
    servedVersions: 17,
    newKinds: [airport],
  });
});

describe('the Istio version', () => {
  const changed = () => write(smallBundle({ [GATEWAY]: { ...rawCrd(GATEWAY), spec: { ...rawCrd(GATEWAY).spec, scope: 'Cluster' } } }));

  test('has to be given the first time', async () => {
    const source = write(smallBundle());
    await expect(run({ source })).rejects.toThrow(
      `${source}: does not say which Istio release it comes from\n` +
        '  expected: the version of the Istio release that the CRDs come from\n' +
        `  way out:  give it: npm run import -- ${source} --istio X.Y.Z`,
    );
    expect(readdirSync(parent)).toEqual(['bundle.yaml']);
  });

  test('has to be given when the CRDs are others', async () => {
    await run({ source: write(smallBundle()), istio: '1.30.3' });
    await expect(run({ source: changed() })).rejects.toThrow('its CRDs are not those of Istio 1.30.3, imported the last time');
    await run({ source: changed(), istio: '1.31.0' });
    expect(read()['version.json']).toBe('{"istio":"1.31.0"}\n');
  });

  test('may be corrected', async () => {
    await run({ source: write(smallBundle()), istio: '1.30.3' });
    await run({ istio: '1.30.4' });
    expect(read()['version.json']).toBe('{"istio":"1.30.4"}\n');
  });

  test('is asked for again when it is lost', async () => {
    await run({ source: write(smallBundle()), istio: '1.30.3' });
    rmSync(join(folder, 'version.json'));
    await expect(run()).rejects.toThrow(`${join(folder, 'version.json')}: no version`);
  });
});

test('asks for the CRDs if there are none to start from', async () => {
  await expect(run()).rejects.toThrow(`${join(folder, 'crds.yaml')}: no such file\n  expected: the CRDs of an earlier import`);
});

describe('leaves imports/ untouched', () => {
  const broken = (change: object) => smallBundle({ [GATEWAY]: { ...rawCrd(GATEWAY), ...change } });
  const withVersions = (...versions: object[]) => broken({ spec: { ...rawCrd(GATEWAY).spec, versions } });

  /** Name, size and time of each file, and of the folder itself. */
  const state = () =>
    [folder, ...readdirSync(folder).map((name) => join(folder, name))].map((path) => [path, statSync(path).mtimeMs, statSync(path).ino]);

  beforeEach(async () => {
    await run({ source: write(smallBundle()), istio: '1.30.3' });
  });

  async function expectUntouched(failing: () => Promise<unknown>, message: string): Promise<void> {
    const [before, content] = [state(), read()];
    const error: unknown = await failing().then(
      () => 'no error',
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ImportError);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).toMatch(/^.+: .+\n {2}expected: .+\n {2}way out: {2}.+$/);
    expect([state(), read()]).toEqual([before, content]);
    expect(readdirSync(parent)).toEqual(['bundle.yaml', 'imports']);
  }

  test.each([
    ['invalid YAML', 'a: [\n', 'bundle.yaml:2:1: invalid YAML'],
    ['an alias bomb', `a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n`, 'the alias *a'],
    ['nesting without end', '['.repeat(10_000), 'is nested more than 200 levels deep'],
    ['__proto__', smallBundle().replace('scope:', '__proto__: {}\n  scope:'), 'the key __proto__'],
    ['nothing', '', 'there is no CRD in it'],
    ['HTML', '<!DOCTYPE html>', 'is HTML or XML'],
    ['no YAML structure', 'just words', 'document 1: "just words"'],
    ['a List', smallBundle({ [GATEWAY]: { apiVersion: 'v1', kind: 'List', items: [] } }), 'document 5: a List'],
    [
      'another resource',
      smallBundle({ extra: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } } }),
      'document 16, kind: "ConfigMap"',
    ],
    [
      'a CRD of another group',
      smallBundle({ extra: rawCrd('cert-manager.io/Issuer') }),
      'document 16 (issuers.cert-manager.io), spec.group: "cert-manager.io"',
    ],
    ['a missing kind', smallBundle({ [GATEWAY]: '' }), `no CRD for ${GATEWAY}`],
    ['two CRDs with one name', smallBundle({ again: rawCrd(GATEWAY) }), 'a second CRD with the name gateways.networking.istio.io'],
    ['no served version', withVersions({ ...rawVersion('v1', {}), served: false }), 'spec.versions: no version is served'],
    ['a missing schema', withVersions({ name: 'v1', served: true }), 'spec.versions[0].schema.openAPIV3Schema: missing'],
    ['a broken schema', withVersions(rawVersion('v1', { properties: { spec: [] } })), 'openAPIV3Schema.properties.spec: []'],
  ])('by %s', async (_, text, message) => {
    await expectUntouched(() => run({ source: write(text), istio: '1.31.0' }), message);
  });

  test('by a file that is not there', () => expectUntouched(() => run({ source: join(parent, 'none.yaml') }), 'none.yaml: no such file'));

  test('by a folder', () => expectUntouched(() => run({ source: folder }), 'imports: is a folder'));

  test('by a URL that answers 404', async () => {
    const server = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const source = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crds.yaml`;
    await expectUntouched(() => run({ source }), 'answered 404 Not Found');
    server.closeAllConnections();
    server.close();
  });

  test('by a bundle of an unknown version', () =>
    expectUntouched(
      () => run({ source: write(smallBundle({ extra: rawCrd('networking.istio.io/Airport') })) }),
      'are not those of Istio 1.30.3',
    ));

  test('by something that is no version', () => expectUntouched(() => run({ istio: 'latest' }), '--istio: "latest" is not a version'));

  test('by a generator that fails', () => {
    const failure = new ImportError({ where: 'cdk8s import', found: 'failed: crash', expected: 'a', wayOut: 'b' });
    return expectUntouched(() => importCrds({ folder }, () => Promise.reject(failure)), 'cdk8s import: failed: crash');
  });

  test('by crds.yaml itself, broken', async () => {
    writeFileSync(join(folder, 'crds.yaml'), 'a: [');
    await expectUntouched(() => run(), 'crds.yaml:1:5: invalid YAML');
  });
});
