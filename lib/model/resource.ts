/** Where a manifest came from: a construct, a file and line. The model carries it along and never looks inside. */
export type Origin = unknown;

/** One manifest, as plain as a parser left it, and where it came from. */
export interface SourcedManifest {
  readonly manifest: unknown;
  readonly origin?: Origin;
}

/** A manifest in the model: its identity and metadata checked and spelled out, its body as it was given. */
export interface Resource<Spec = unknown> {
  /** The kind without its version, `group/Kind`, as in {@link Kind}. */
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** `metadata.creationTimestamp` in milliseconds; 0 where there is none, as in manifests that were never applied. */
  readonly created: number;
  /** `spec`; an empty object where there is none. */
  readonly spec: Spec;
  /** The whole manifest. */
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly origin?: Origin;
}

/** Labels, annotations, selectors. Read with {@link Object.hasOwn} or `Object.entries`: names come from outside. */
export type Labels = Readonly<Record<string, string>>;

/** The kinds this project reads, by group and name: all served versions of a kind are one kind. */
export const Kind = {
  NAMESPACE: '/Namespace',
  NODE: '/Node',
  SERVICE: '/Service',
  POD: '/Pod',
  CONFIG_MAP: '/ConfigMap',
  SECRET: '/Secret',
  ENDPOINTS: '/Endpoints',
  ENDPOINT_SLICE: 'discovery.k8s.io/EndpointSlice',
  SERVICE_ACCOUNT: '/ServiceAccount',
  DEPLOYMENT: 'apps/Deployment',
  STATEFUL_SET: 'apps/StatefulSet',
  DAEMON_SET: 'apps/DaemonSet',
  REPLICA_SET: 'apps/ReplicaSet',
  JOB: 'batch/Job',
  CRON_JOB: 'batch/CronJob',
  INGRESS: 'networking.k8s.io/Ingress',
  INGRESS_CLASS: 'networking.k8s.io/IngressClass',
  ISTIO_OPERATOR: 'install.istio.io/IstioOperator',
  VIRTUAL_SERVICE: 'networking.istio.io/VirtualService',
  DESTINATION_RULE: 'networking.istio.io/DestinationRule',
  GATEWAY: 'networking.istio.io/Gateway',
  SERVICE_ENTRY: 'networking.istio.io/ServiceEntry',
  SIDECAR: 'networking.istio.io/Sidecar',
  WORKLOAD_ENTRY: 'networking.istio.io/WorkloadEntry',
  WORKLOAD_GROUP: 'networking.istio.io/WorkloadGroup',
  ENVOY_FILTER: 'networking.istio.io/EnvoyFilter',
  PROXY_CONFIG: 'networking.istio.io/ProxyConfig',
  AUTHORIZATION_POLICY: 'security.istio.io/AuthorizationPolicy',
  REQUEST_AUTHENTICATION: 'security.istio.io/RequestAuthentication',
  PEER_AUTHENTICATION: 'security.istio.io/PeerAuthentication',
  TELEMETRY: 'telemetry.istio.io/Telemetry',
  WASM_PLUGIN: 'extensions.istio.io/WasmPlugin',
  TRAFFIC_EXTENSION: 'extensions.istio.io/TrafficExtension',
  K8S_GATEWAY: 'gateway.networking.k8s.io/Gateway',
  GATEWAY_CLASS: 'gateway.networking.k8s.io/GatewayClass',
  REFERENCE_GRANT: 'gateway.networking.k8s.io/ReferenceGrant',
  HTTP_ROUTE: 'gateway.networking.k8s.io/HTTPRoute',
  GRPC_ROUTE: 'gateway.networking.k8s.io/GRPCRoute',
  TLS_ROUTE: 'gateway.networking.k8s.io/TLSRoute',
  TCP_ROUTE: 'gateway.networking.k8s.io/TCPRoute',
  CUSTOM_RESOURCE_DEFINITION: 'apiextensions.k8s.io/CustomResourceDefinition',
  VALIDATING_WEBHOOK_CONFIGURATION: 'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  MUTATING_WEBHOOK_CONFIGURATION: 'admissionregistration.k8s.io/MutatingWebhookConfiguration',
} as const;

/** Kinds that live in no namespace; of others an absent namespace means the default one. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  Kind.NAMESPACE,
  Kind.NODE,
  '/PersistentVolume',
  Kind.CUSTOM_RESOURCE_DEFINITION,
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  Kind.VALIDATING_WEBHOOK_CONFIGURATION,
  Kind.MUTATING_WEBHOOK_CONFIGURATION,
  Kind.GATEWAY_CLASS,
  'networking.k8s.io/IngressClass',
]);

/** Groups that once served what another group serves now. */
const FORMER_GROUPS: ReadonlyMap<string, string> = new Map([
  ['extensions/Deployment', Kind.DEPLOYMENT],
  ['extensions/DaemonSet', Kind.DAEMON_SET],
  ['extensions/ReplicaSet', Kind.REPLICA_SET],
  ['extensions/Ingress', Kind.INGRESS],
]);

/** The kind that an `apiVersion` and a `kind` name, whatever the version: `networking.istio.io/VirtualService`. */
export function kindOf(apiVersion: string, kind: string): string {
  const slash = apiVersion.indexOf('/');
  const id = `${slash < 0 ? '' : apiVersion.slice(0, slash)}/${kind}`;
  return FORMER_GROUPS.get(id) ?? id;
}

/** `namespace/name`: what Istio calls a NamespacedName, and how decisions name objects. */
export function keyOf(resource: { readonly namespace: string; readonly name: string }): string {
  return `${resource.namespace}/${resource.name}`;
}

const NOTHING: Labels = Object.freeze({});

/** Reads one manifest, its name empty where it has none; undefined for what is no Kubernetes object (no kind). */
export function toResource(source: SourcedManifest, defaultNamespace: string): Resource | undefined {
  const manifest = source.manifest;
  if (!isObject(manifest)) return undefined;
  const { apiVersion, kind } = manifest;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const metadata = isObject(manifest.metadata) ? manifest.metadata : {};
  const id = kindOf(apiVersion, kind);
  const namespace = typeof metadata.namespace === 'string' && metadata.namespace !== '' ? metadata.namespace : defaultNamespace;
  return {
    kind: id,
    apiVersion,
    name: textOf(metadata.name),
    namespace: CLUSTER_SCOPED.has(id) ? '' : namespace,
    labels: isObject(metadata.labels) ? (metadata.labels as Labels) : NOTHING,
    annotations: isObject(metadata.annotations) ? (metadata.annotations as Labels) : NOTHING,
    created: timestampOf(metadata.creationTimestamp),
    spec: isObject(manifest.spec) ? manifest.spec : NOTHING,
    manifest,
    origin: source.origin,
  };
}

/** True of a mapping, as opposed to a list, a scalar or nothing. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The elements of a list; of anything else none: a field of the wrong type says nothing. */
export function listOf<T>(value: readonly T[] | null | undefined): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : NONE;
}

/** The mappings of a list; whatever else is in it says nothing. */
export function objectsIn<T>(value: readonly T[] | null | undefined): readonly T[] {
  const list = listOf(value);
  return list.every(isObject) ? list : list.filter(isObject);
}

/** The strings of a list; whatever else is in it says nothing. */
export function stringsIn(value: readonly string[] | null | undefined): readonly string[] {
  const list: readonly unknown[] = listOf(value);
  return list.every(isString) ? list : list.filter(isString);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** A text, or the empty one where there is something else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The value at a path of field names and list indexes, or undefined where the path ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** A number, also written as text; NaN for anything else. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
}

const NONE: readonly never[] = Object.freeze([]);

function timestampOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'string') return 0;
  const time = Date.parse(value);
  return Number.isNaN(time) ? 0 : time;
}

/**
 * The order in which istiod takes objects of a kind: by creation, then name, then namespace; manifests that were never
 * applied have no creation time, so they go by name.
 * `sortConfigByCreationTime`, istio 1.30.3 pilot/pkg/model/config.go
 */
export function byCreation(a: Resource, b: Resource): number {
  return a.created - b.created || compareStrings(a.name, b.name) || compareStrings(a.namespace, b.namespace);
}

/** Go's order of strings (code points as bytes), which is not that of a locale. */
export function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True when every pair of the selector is among the labels. An empty selector selects everything. */
export function selects(selector: Labels | null | undefined, labels: Labels): boolean {
  if (!selector) return true;
  for (const key in selector) {
    if (!Object.hasOwn(selector, key)) continue;
    if (!Object.hasOwn(labels, key) || labels[key] !== selector[key]) return false;
  }
  return true;
}
