import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Crd, servedVersions } from './crds';
import { ImportError, ISTIO_BUNDLE } from './import-error';
import { isMapping, mapSubschemas, without, type JsonSchema, type Steps } from './json-schema';
import { referencePage } from './prose';
import { checkModules } from './typescript-modules';

/** Files by their names. */
export type Files = ReadonlyMap<string, string>;

const HEADER = "// Written by `npm run import` from Istio's CRDs (Copyright Istio Authors, Apache-2.0: see NOTICE). Do not edit.\n";

/** `cdk8s import` takes two seconds. */
const TIMEOUT_MILLISECONDS = 120_000;

/**
 * The L1 types: a module per group, written by `cdk8s import`, and an index that exports them all.
 *
 * @param crds CRDs without prose
 * @param workspace an empty folder to work in
 * @param stop stops the child process
 * @throws ImportError if `cdk8s import` fails, or if its modules cannot be exported together
 */
export async function generateL1(crds: readonly Crd[], workspace: string, stop: AbortSignal): Promise<Files> {
  const input = 'crds.yaml';
  // JSON is YAML, and leaves nothing to either reader's taste.
  writeFileSync(join(workspace, input), crds.map((crd) => `---\n${JSON.stringify(l1Crd(crd))}\n`).join(''));
  const output = join(workspace, 'modules');
  mkdirSync(output);
  await cdk8sImport(input, output, workspace, stop);

  const modules = readdirSync(output).sort();
  const files = new Map(modules.map((file) => [file, HEADER + readFileSync(join(output, file), 'utf8')]));
  checkModules(files, crds);
  const index = modules.map((file) => `export * from './${file.replace(/\.ts$/, '')}';\n`).join('');
  return files.set('index.ts', HEADER + index);
}

/**
 * The CRD as `cdk8s import` is to see it: the newest served version alone, because each further one becomes a
 * copy of all types; fields that become one property reduced to one; and each field described by its path.
 */
export function l1Crd(crd: Crd): object {
  const { group, names } = crd.spec;
  const { name, schema } = servedVersions(crd)[0];
  const page = referencePage(schema.openAPIV3Schema);
  const openAPIV3Schema = describe(dropTwins(schema.openAPIV3Schema), names.kind, page === undefined ? '' : ` ${page}`);
  return {
    apiVersion: crd.apiVersion,
    kind: crd.kind,
    metadata: { name: crd.metadata.name },
    spec: { group, names: { kind: names.kind }, versions: [{ name, schema: { openAPIV3Schema } }] },
  };
}

/** `DestinationRule.spec.subsets[].name https://istio.io/latest/docs/…`: a hover says which field it is, and opens its page. */
function describe(schema: JsonSchema, path: string, link: string): JsonSchema {
  const described = mapSubschemas(schema, (subschema, steps) => describe(subschema, extend(path, steps), link));
  return { description: `${path}${link}`, ...described };
}

function extend(path: string, [keyword, name]: Steps): string {
  if (keyword === 'properties') return `${path}.${name}`;
  if (keyword === 'items') return `${path}[]`;
  if (keyword === 'additionalProperties') return `${path}[*]`;
  // allOf, anyOf, oneOf, not: alternatives of the same field
  return path;
}

/**
 * Drops a snake-case field where the same in camel case stands beside it (`jwks_uri`, `jwksUri`): the generator
 * makes one property of both, of the type and the JSON name of whichever comes first.
 */
function dropTwins(schema: JsonSchema): JsonSchema {
  const { properties } = schema;
  const reduced = isMapping(properties)
    ? {
        ...schema,
        properties: without(
          properties,
          Object.keys(properties).filter((name) => isTwin(name, properties)),
        ),
      }
    : schema;
  return mapSubschemas(reduced, dropTwins);
}

function isTwin(name: string, properties: JsonSchema): boolean {
  const camelCase = name.replace(/_+(.)/g, (_, letter: string) => letter.toUpperCase());
  return camelCase !== name && Object.hasOwn(properties, camelCase);
}

async function cdk8sImport(input: string, output: string, cwd: string, stop: AbortSignal): Promise<void> {
  const args = [cdk8sCli(), 'import', input, '--output', output, '--language', 'typescript', '--save=false', '--check-upgrade=false'];
  try {
    await promisify(execFile)(process.execPath, args, { cwd, env: environment(), signal: stop, timeout: TIMEOUT_MILLISECONDS });
  } catch (error) {
    const { killed, stderr = '', message } = error as { killed?: boolean; stderr?: string; message: string };
    const complaint = stderr.split('\n').find((line) => /^\w*Error\b/.test(line)) ?? message.split('\n')[0];
    throw new ImportError({
      where: 'cdk8s import',
      found: killed ? `did not finish within ${TIMEOUT_MILLISECONDS / 1000} s` : `failed: ${complaint}`,
      expected: 'CRDs that it can generate TypeScript from',
      wayOut: ISTIO_BUNDLE,
    });
  }
}

/** The locale and the settings of whoever runs the import must not show in what it writes. */
function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('CDK8S_'));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' };
}

function cdk8sCli(): string {
  return join(dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
}
