import { append } from './multimap';
import { WorkloadEntrySpec } from './istio';
import { at, isObject, Kind, Labels, listOf, Resource } from './resource';

/** Something that runs: what a controller's Pod template makes, a bare Pod, a virtual machine. */
export interface Workload {
  readonly namespace: string;
  readonly name: string;
  /** The labels of its Pods, by which Services, Sidecars and rules select it. */
  readonly labels: Labels;
  /** How many Pods are ready; the environment's rule is one unless `replicas` is 0. A group of machines has none of its own. */
  readonly ready: number;
  /** Ports that the Pods declare by name. */
  readonly namedPorts: ReadonlyMap<string, number>;
  /** Only of a WorkloadEntry: the address, and the ports it maps by name. */
  readonly entry?: { readonly address: string; readonly ports: Readonly<Record<string, number>> };
  readonly resource: Resource;
}

/** Where each kind that makes Pods keeps their template; a Pod is its own. */
export const POD_TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map([
  [Kind.DEPLOYMENT, ['spec', 'template']],
  [Kind.STATEFUL_SET, ['spec', 'template']],
  [Kind.DAEMON_SET, ['spec', 'template']],
  [Kind.REPLICA_SET, ['spec', 'template']],
  [Kind.JOB, ['spec', 'template']],
  [Kind.CRON_JOB, ['spec', 'jobTemplate', 'spec', 'template']],
  [Kind.POD, []],
]);

/** All kinds that are workloads. */
export const WORKLOAD_KINDS: readonly string[] = [...POD_TEMPLATES.keys(), Kind.WORKLOAD_ENTRY, Kind.WORKLOAD_GROUP];

/** The workload that an object is, or undefined: of another kind, or made by a controller that is listed itself. */
export function toWorkload(resource: Resource): Workload | undefined {
  if (resource.kind === Kind.WORKLOAD_ENTRY) return toEntry(resource);
  if (resource.kind === Kind.WORKLOAD_GROUP) return toGroup(resource);
  const path = POD_TEMPLATES.get(resource.kind);
  if (!path || isOwned(resource)) return undefined;
  const template = at(resource.manifest, ...path);
  const labels = at(template, 'metadata', 'labels');
  const replicas = (resource.spec as { replicas?: unknown }).replicas;
  return {
    namespace: resource.namespace,
    name: resource.name,
    labels: isObject(labels) ? (labels as Labels) : {},
    ready: replicas === 0 || resource.kind === Kind.CRON_JOB ? 0 : 1,
    namedPorts: namedPortsOf(template),
    resource,
  };
}

/** `ConvertWorkloadEntry`, istio 1.30.3 pilot/pkg/serviceregistry/serviceentry/conversion.go: the object's own labels win. */
function toEntry(resource: Resource): Workload {
  const spec = resource.spec as WorkloadEntrySpec;
  return {
    namespace: resource.namespace,
    name: resource.name,
    labels: { ...spec.labels, ...resource.labels },
    ready: 1,
    namedPorts: new Map(Object.entries(spec.ports ?? {})),
    entry: { address: spec.address ?? '', ports: spec.ports ?? {} },
    resource,
  };
}

function toGroup(resource: Resource): Workload {
  const labels = at(resource.spec, 'metadata', 'labels');
  const template = at(resource.spec, 'template', 'labels');
  return {
    namespace: resource.namespace,
    name: resource.name,
    labels: { ...(isObject(template) ? template : {}), ...(isObject(labels) ? labels : {}) } as Labels,
    ready: 0,
    namedPorts: new Map(),
    resource,
  };
}

/** True of what a controller made, which the set is taken to hold itself. */
export function isOwned(resource: Resource): boolean {
  const owners = at(resource.manifest, 'metadata', 'ownerReferences');
  return Array.isArray(owners) && owners.some((owner) => isObject(owner) && owner.controller === true);
}

const NO_PORTS: ReadonlyMap<string, number> = new Map();

function namedPortsOf(template: unknown): ReadonlyMap<string, number> {
  let named: Map<string, number> | undefined;
  for (const container of listOf(at(template, 'spec', 'containers') as unknown[])) {
    for (const port of listOf(at(container, 'ports') as unknown[])) {
      if (isObject(port) && typeof port.name === 'string' && typeof port.containerPort === 'number')
        (named ??= new Map<string, number>()).set(port.name, port.containerPort);
    }
  }
  return named ?? NO_PORTS;
}

/** Workloads by namespace and label, so that a selector costs what it selects. */
export class WorkloadIndex {
  private readonly byNamespace = new Map<string, Workload[]>();
  private readonly byLabel = new Map<string, ReadonlyMap<string, readonly Workload[]>>();

  public constructor(public readonly all: readonly Workload[]) {
    for (const workload of all) append(this.byNamespace, workload.namespace, workload);
  }

  public inNamespace(namespace: string): readonly Workload[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /** The workloads of a namespace that carry all of the selector's labels. An empty selector selects nothing, as in a Service. */
  public selectedBy(namespace: string, selector: Labels | undefined): readonly Workload[] {
    const pairs = Object.entries(selector ?? {});
    if (pairs.length === 0) return [];
    let labels = this.byLabel.get(namespace);
    if (!labels) this.byLabel.set(namespace, (labels = groupByLabel(this.inNamespace(namespace))));
    let fewest: readonly Workload[] | undefined;
    for (const [key, value] of pairs) {
      const carriers = typeof value === 'string' ? (labels.get(labelKey(key, value)) ?? []) : [];
      if (!fewest || carriers.length < fewest.length) fewest = carriers;
    }
    return pairs.length === 1 ? fewest! : fewest!.filter((each) => pairs.every(([key, value]) => each.labels[key] === value));
  }
}

function groupByLabel(workloads: readonly Workload[]): ReadonlyMap<string, readonly Workload[]> {
  const groups = new Map<string, Workload[]>();
  for (const workload of workloads)
    for (const [key, value] of Object.entries(workload.labels))
      if (typeof value === 'string') append(groups, labelKey(key, value), workload);
  return groups;
}

function labelKey(key: string, value: string): string {
  return `${key}=${value}`;
}
