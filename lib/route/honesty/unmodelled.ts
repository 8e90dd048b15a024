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

/** The policies of a kind that act on Pods of a namespace with these labels. */
export function* acting<Spec extends SelectingSpec>(
  model: Model,
  kind: string,
  namespace: string,
  labels: Labels,
): Iterable<Resource<Spec>> {
  for (const resource of model.ofKind<Spec>(kind)) {
    if (resource.namespace !== namespace && resource.namespace !== model.rootNamespace) continue;
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
