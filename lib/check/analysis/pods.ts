import { append, at, isObject, isOwned, Kind, Labels, listOf, POD_TEMPLATES, Resource, selects } from '../../model';
import { FieldPath } from '../../model/read';
import { Objects } from './objects';
import { print } from './print';

/** The name that Istio gives its container in a Pod. */
export const PROXY_CONTAINER = 'istio-proxy';

/** A Pod of the set, or the one that stands for all that a controller will make. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** `spec` of the Pod or of its template. */
  readonly spec: unknown;
  /** The object to mend, and where in it the Pod stands. */
  readonly resource: Resource;
  readonly path: FieldPath;
  /** True where the set has the controller, not the Pod. */
  readonly derived: boolean;
  /** True if it has, or would be given, Istio's proxy. */
  readonly hasProxy: boolean;
  /** True if ambient mode would take its traffic. */
  readonly ambient: boolean;
}

/** The label that puts Pods, or all of a namespace, into ambient mode. */
export const DATAPLANE_MODE = 'istio.io/dataplane-mode';

const NOTHING: Labels = Object.freeze({});

/** The Pods that the set makes: one for each controller that wants any, with the proxy that Istio would inject. */
export function* derivePods(objects: Objects): Iterable<Pod> {
  for (const [kind, path] of POD_TEMPLATES) {
    for (const resource of objects.of(kind)) {
      const replicas = at(resource.spec, 'replicas');
      if (kind !== Kind.POD && (replicas === 0 || isOwned(resource))) continue;
      yield toPod(objects, resource, path);
    }
  }
}

function toPod(objects: Objects, resource: Resource, path: FieldPath): Pod {
  const template = at(resource.manifest, ...path);
  const labels = labelsAt(template, 'labels');
  const annotations = labelsAt(template, 'annotations');
  const spec = at(template, 'spec');
  const { namespace, name } = resource;
  const derived = path.length > 0;
  const declared = proxyImageOf(spec) !== undefined;
  const injected = derived && !declared && isInjected(objects.namespaceLabels(namespace), labels, annotations, spec);
  return {
    namespace,
    name,
    labels,
    annotations,
    spec,
    resource,
    path,
    derived,
    hasProxy: declared || injected,
    ambient: derived
      ? !declared && !injected && isCaptured(objects.namespaceLabels(namespace), labels, spec)
      : annotations['ambient.istio.io/redirection'] === 'enabled',
  };
}

/**
 * True when ztunnel would take a new Pod without proxy: by its own label, or by its namespace's unless its own says none. `enablementSelectors`,
 * istio 1.30.3 manifests/charts/istio-cni/values.yaml; the CNI plugin is not called for Pods on the host's network.
 */
function isCaptured(namespace: Labels, labels: Labels, spec: unknown): boolean {
  if (at(spec, 'hostNetwork') === true) return false;
  const own = labels[DATAPLANE_MODE];
  return own === 'ambient' || (own !== 'none' && namespace[DATAPLANE_MODE] === 'ambient');
}

function labelsAt(template: unknown, field: string): Labels {
  const labels = at(template, 'metadata', field);
  return isObject(labels) ? (labels as Labels) : NOTHING;
}

/** All containers of a Pod, those that prepare it last. */
export function containersOf(spec: unknown): readonly Readonly<Record<string, unknown>>[] {
  return [...listOf(at(spec, 'containers') as unknown[]), ...listOf(at(spec, 'initContainers') as unknown[])].filter(isObject);
}

/** The image of the proxy that a Pod declares itself; undefined where it declares none. */
export function proxyImageOf(spec: unknown): string | undefined {
  const proxy = containersOf(spec).find((each) => each.name === PROXY_CONTAINER);
  return proxy && typeof proxy.image === 'string' && proxy.image !== '' ? proxy.image : undefined;
}

/**
 * True when Istio's webhook would give a new Pod the proxy: the Pod's own label, else its annotation, else what the
 * namespace says. `injectRequired`, istio 1.30.3 pkg/kube/inject/inject.go, and the webhooks' selectors in
 * manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml
 */
export function isInjected(namespace: Labels, labels: Labels, annotations: Labels, spec: unknown): boolean {
  if (at(spec, 'hostNetwork') === true) return false;
  const injection = namespace['istio-injection'];
  if (injection === 'disabled') return false;
  const own = labels['sidecar.istio.io/inject'] ?? annotations['sidecar.istio.io/inject'];
  // Any other value counts as none.
  if (own === 'true' || own === 'false') return own === 'true';
  if (injection !== undefined) return injection === 'enabled';
  // A namespace's revision goes before a Pod's, and both are asked for a proxy by their name alone.
  return Object.hasOwn(namespace, 'istio.io/rev') || Object.hasOwn(labels, 'istio.io/rev');
}

/** Pods by namespace and by label. An empty selector selects them all, as in `labels.SelectorFromSet` of apimachinery. */
export class PodIndex {
  public readonly all: readonly Pod[];
  private readonly byNamespace = new Map<string, Pod[]>();
  /** Under `key=value` the Pods of every namespace, under `namespace/key=value` those of one. */
  private readonly byPair = new Map<string, Pod[]>();
  private readonly selections = new Map<string, readonly Pod[]>();

  public constructor(pods: Iterable<Pod>) {
    this.all = [...pods];
    for (const pod of this.all) {
      append(this.byNamespace, pod.namespace, pod);
      for (const [name, value] of Object.entries(pod.labels)) {
        append(this.byPair, `${name}=${print(value)}`, pod);
        append(this.byPair, `${pod.namespace}/${name}=${print(value)}`, pod);
      }
    }
  }

  public in(namespace: string): readonly Pod[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /** The Pods that a selector selects, of one namespace or of all. Each question is answered once. */
  public selectedBy(selector: unknown, namespace?: string): readonly Pod[] {
    const pairs = isObject(selector) ? Object.entries(selector) : [];
    if (pairs.length === 0) return namespace === undefined ? this.all : this.in(namespace);
    const scope = namespace === undefined ? '' : `${namespace}/`;
    const key = JSON.stringify([scope, ...pairs]);
    let pods = this.selections.get(key);
    if (!pods) this.selections.set(key, (pods = this.select(selector as Labels, pairs, scope)));
    return pods;
  }

  private select(selector: Labels, pairs: readonly (readonly [string, unknown])[], scope: string): readonly Pod[] {
    let fewest: readonly Pod[] | undefined;
    for (const [name, value] of pairs) {
      const carriers = this.byPair.get(`${scope}${name}=${print(value)}`) ?? [];
      if (!fewest || carriers.length < fewest.length) fewest = carriers;
    }
    return pairs.length === 1 ? fewest! : fewest!.filter((pod) => selects(selector, pod.labels));
  }
}

/** A selector as Kubernetes prints it: `a=b,c=d`, sorted by name. */
export function printSelector(selector: unknown): string {
  const pairs = isObject(selector) ? Object.entries(selector) : [];
  return pairs
    .map(([name, value]) => `${name}=${print(value)}`)
    .sort()
    .join(',');
}
