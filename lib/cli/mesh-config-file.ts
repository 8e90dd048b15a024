import { readFileSync } from 'node:fs';
import { type MeshConfig, ReadError } from '../mesh';
import { isObject } from '../model';
import { readValue } from '../model/read/read-value';

/** What a file says of the mesh. */
export interface MeshConfigFile {
  readonly meshConfig: MeshConfig;
  readonly rootNamespace?: string;
}

/** Reads a mesh config from a file of its own, or from the ConfigMap or IstioOperator that a cluster keeps it in. */
export function readMeshConfig(file: string): MeshConfigFile {
  const value = readValue(textOf(file), file);
  if (value === null) return { meshConfig: {} };
  if (!isObject(value))
    throw new ReadError(file, 'no mesh config: a mapping is expected, e.g. outboundTrafficPolicy: { mode: REGISTRY_ONLY }');
  if (value.kind === undefined) return { meshConfig: value };
  const namespace = isObject(value.metadata) && typeof value.metadata.namespace === 'string' ? value.metadata.namespace : undefined;
  const config = configIn(value, file);
  return { meshConfig: config, rootNamespace: config.rootNamespace ?? namespace };
}

function configIn({ kind, data, spec }: Record<string, unknown>, file: string): MeshConfig {
  if (kind === 'ConfigMap' && isObject(data) && typeof data.mesh === 'string') {
    const value = readValue(data.mesh, `${file}: data.mesh`);
    if (value === null || isObject(value)) return value ?? {};
  }
  if (kind === 'IstioOperator' && isObject(spec)) return isObject(spec.meshConfig) ? spec.meshConfig : {};
  throw new ReadError(
    file,
    `no mesh config: give it as it is, or as a ConfigMap with data.mesh, or as an IstioOperator (this is a ${String(kind)})`,
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ReadError(file, `can not be read as mesh config: ${(error as Error).message}`);
  }
}
