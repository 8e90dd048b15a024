import { isObject, Labels, listOf, Model, Resource, selects, Workload } from '../../model';
import { nameOf } from '../trace';

/** Something that has a say in a request and that this engine does not model. */
export interface Unmodelled {
  /** What it is, `Kind namespace/name`, or {@link MESH_CONFIG}. */
  readonly object: string;
  readonly reason: string;
}

/** How decisions name mesh config, which need not be an object of the set. */
export const MESH_CONFIG = 'mesh config';

/** Names an object of the set as the one that can't be told. */
export function blame(resource: Resource, reason: string): Unmodelled {
  return { object: nameOf(resource), reason };
}

/** Who a policy is for: `selector.matchLabels`, or `workloadSelector.labels` of an EnvoyFilter; without any, all of its namespace. */
export interface SelectingSpec {
  readonly selector?: { readonly matchLabels?: Labels };
  readonly workloadSelector?: { readonly labels?: Labels };
  readonly targetRefs?: readonly unknown[];
  readonly targetRef?: unknown;
}

const byNamespace = new WeakMap<Model, Map<string, ReadonlyMap<string, readonly Resource[]>>>();

/** The objects of a kind in a namespace. Many destinations ask, so they are sorted once. */
export function ofNamespace<Spec>(model: Model, kind: string, namespace: string): readonly Resource<Spec>[] {
  let kinds = byNamespace.get(model);
  if (!kinds) byNamespace.set(model, (kinds = new Map<string, ReadonlyMap<string, readonly Resource[]>>()));
  let namespaces = kinds.get(kind);
  if (!namespaces) {
    const sorted = new Map<string, Resource[]>();
    for (const resource of model.inOrder(kind)) {
      const list = sorted.get(resource.namespace);
      if (list) list.push(resource);
      else sorted.set(resource.namespace, [resource]);
    }
    kinds.set(kind, (namespaces = sorted));
  }
  return (namespaces.get(namespace) ?? []) as readonly Resource<Spec>[];
}

/** The policies of a kind that act on Pods of a namespace with these labels. */
export function* acting<Spec extends SelectingSpec>(
  model: Model,
  kind: string,
  namespace: string,
  labels: Labels,
): Iterable<Resource<Spec>> {
  const root = namespace === model.rootNamespace ? [] : ofNamespace<Spec>(model, kind, model.rootNamespace);
  for (const resource of [...ofNamespace<Spec>(model, kind, namespace), ...root]) {
    const { spec } = resource;
    if (spec.targetRef || listOf(spec.targetRefs).length > 0) continue;
    if (selects(spec.selector?.matchLabels ?? spec.workloadSelector?.labels, labels)) yield resource;
  }
}

/** An annotation of a workload's Pods; undefined if it is absent or no text. */
export function podAnnotation({ resource }: Workload, name: string): string | undefined {
  const template = podTemplate(resource);
  const annotations = template?.metadata?.annotations ?? resource.annotations;
  const value = isObject(annotations) && Object.hasOwn(annotations, name) ? annotations[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

interface PodTemplate {
  readonly metadata?: { readonly annotations?: unknown };
  readonly spec?: { readonly hostNetwork?: unknown };
}

/** True of Pods that share their node's network, which are never given a sidecar. */
export function usesHostNetwork({ resource }: Workload): boolean {
  const spec = podTemplate(resource)?.spec ?? (resource.spec as PodTemplate['spec']);
  return isObject(spec) && spec.hostNetwork === true;
}

function podTemplate(resource: Resource): PodTemplate | undefined {
  const { template } = resource.spec as { template?: unknown };
  return isObject(template) ? template : undefined;
}
