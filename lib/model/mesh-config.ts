import { MeshConfig } from './istio';
import { isObject, Kind, Resource } from './resource';

/** What the model must know of the mesh besides its manifests. */
export interface MeshSettings {
  /**
   * Mesh config, as the ConfigMap `istio` holds it.
   * @default - what the set's ConfigMap `istio` or IstioOperator says, else Istio's defaults
   */
  readonly meshConfig?: MeshConfig;
  /**
   * The namespace whose configuration holds for the whole mesh.
   * @default - mesh config's `rootNamespace`, else the namespace of the ConfigMap or IstioOperator, else `istio-system`
   */
  readonly rootNamespace?: string;
  /** The cluster's DNS domain. @default cluster.local */
  readonly domain?: string;
  /** The namespace of objects that name none, as kubectl's `-n`. @default default */
  readonly defaultNamespace?: string;
  /** Reads the YAML inside the ConfigMap `istio`. @default - JSON only */
  readonly parseYaml?: (text: string) => unknown;
}

/** Mesh config and where it was found. */
export interface FoundMeshConfig {
  readonly config: MeshConfig;
  readonly rootNamespace: string;
  readonly domain: string;
}

const ISTIO_SYSTEM = 'istio-system';
const CLUSTER_LOCAL = 'cluster.local';

/** Thrown when the mesh config in the set can't be read: going on with defaults would answer for another mesh. */
export class UnreadableMeshConfigError extends Error {
  public override readonly name = 'UnreadableMeshConfigError';
}

/** Mesh config as given, else as the set's own objects say, else Istio's defaults. */
export function findMeshConfig(settings: MeshSettings, ofKind: (kind: string) => readonly Resource[]): FoundMeshConfig {
  const found = settings.meshConfig ? { config: settings.meshConfig } : (fromConfigMap(settings, ofKind) ?? fromOperator(ofKind));
  const config = found?.config ?? {};
  return {
    config,
    rootNamespace:
      settings.rootNamespace ?? config.rootNamespace ?? (found as { namespace?: string } | undefined)?.namespace ?? ISTIO_SYSTEM,
    domain: settings.domain ?? CLUSTER_LOCAL,
  };
}

interface Found {
  readonly config: MeshConfig;
  readonly namespace: string;
}

/** istiod watches the ConfigMap `istio` (of a revision: `istio-REVISION`) in its own namespace, key `mesh`. */
function fromConfigMap(settings: MeshSettings, ofKind: (kind: string) => readonly Resource[]): Found | undefined {
  const candidates = ofKind(Kind.CONFIG_MAP).filter((map) => map.name === 'istio' && isObject(map.manifest.data));
  const map = candidates.find((each) => each.namespace === (settings.rootNamespace ?? ISTIO_SYSTEM)) ?? candidates[0];
  const text = map && (map.manifest.data as Record<string, unknown>).mesh;
  if (!map || typeof text !== 'string') return undefined;
  const config = parse(text, settings, `${map.namespace}/${map.name}`);
  return { config, namespace: map.namespace };
}

function parse(text: string, settings: MeshSettings, where: string): MeshConfig {
  let value: unknown;
  try {
    value = settings.parseYaml ? settings.parseYaml(text) : (JSON.parse(text) as unknown);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UnreadableMeshConfigError(`ConfigMap ${where}: data.mesh can't be read (${why}). Mend it, or give the mesh config by hand.`);
  }
  if (value === null || value === undefined) return {};
  if (!isObject(value))
    throw new UnreadableMeshConfigError(`ConfigMap ${where}: data.mesh is no mapping. Mend it, or give the mesh config by hand.`);
  return value;
}

function fromOperator(ofKind: (kind: string) => readonly Resource[]): Found | undefined {
  const operator = ofKind(Kind.ISTIO_OPERATOR)[0];
  if (!operator) return undefined;
  const spec = operator.spec as { meshConfig?: MeshConfig; namespace?: string };
  return { config: spec.meshConfig ?? {}, namespace: spec.namespace ?? operator.namespace };
}
