import type { IDestination } from '../networking/destination';
import type { IService } from '../networking/service';
import type { DestinationDecision } from '../route';

/** A host, and a subset or port of it. */
export interface HostTarget {
  /** A host in any of its forms, or a service. */
  readonly host: string | IService;
  readonly subset?: string;
  readonly port?: number;
}

/** A workload by name: `reviews-v2`, or `bookinfo/reviews-v2`. */
export interface WorkloadTarget {
  readonly workload: string;
}

/** A Deployment or other controller, whoever made it: that of any cdk8s-plus version fits as it is. */
export interface WorkloadConstruct {
  readonly kind: string;
  readonly name: string;
  readonly metadata: { readonly namespace?: string };
}

/**
 * Where a request may go: a subset, a service, a `Destination`, a workload's construct, or a name. A string is a host,
 * as long or short as you like (`reviews`, `reviews.bookinfo`, `reviews.bookinfo.svc.cluster.local`), or a workload
 * (`reviews-v2`, `bookinfo/reviews-v2`).
 */
export type Target = string | IDestination | WorkloadConstruct | HostTarget | WorkloadTarget;

/** What is wanted of a destination. */
export interface Wanted {
  readonly label: string;
  /** Whether all that is sent to this destination arrives where it is wanted. */
  takesAll(destination: Place): boolean;
  /** Whether any of it does. */
  takesAny(destination: Place): boolean;
}

/** As much of a destination as names it; a mirror has no endpoints of its own. */
export type Place = Pick<DestinationDecision, 'host' | 'subset' | 'port'> & { readonly endpoints?: readonly string[] };

/** What a test's author means by a target. */
export function wantedOf(target: Target): Wanted {
  if (typeof target === 'string') return byName(target);
  const given: Partial<IDestination & HostTarget & WorkloadTarget & WorkloadConstruct> | undefined =
    typeof target === 'object' && target !== null ? target : undefined;
  // Constructs may have members of these names, too: Bookinfo's services have a method `workload`.
  if (typeof given?.workload === 'string') return byWorkload(given.workload);
  if (given?.target) return byHost(given.target);
  if (given?.host !== undefined) return byHost(given as HostTarget);
  if (given?.name !== undefined && given.kind !== undefined && given.kind !== 'Service') {
    return byWorkload(workloadNameOf(given as WorkloadConstruct));
  }
  if (given?.name !== undefined) return byHost({ host: given as IService });
  throw new TypeError(
    `${JSON.stringify(target)} is no place that requests go to: give a subset, a service, a workload, a name, or { host, subset }`,
  );
}

function byName(name: string): Wanted {
  if (name.includes('/')) return byWorkload(name);
  const host = byHost({ host: name });
  const workload = byWorkload(name);
  return {
    label: name,
    takesAll: (destination) => host.takesAll(destination) || workload.takesAll(destination),
    takesAny: (destination) => host.takesAny(destination) || workload.takesAny(destination),
  };
}

function byWorkload(name: string): Wanted {
  const isIt = (endpoint: string): boolean => isWorkload(name, endpoint);
  return {
    label: `workload ${name}`,
    takesAll: ({ endpoints = [] }) => endpoints.length > 0 && endpoints.every(isIt),
    takesAny: ({ endpoints = [] }) => endpoints.some(isIt),
  };
}

/** Whether an endpoint, `namespace/name`, is what a name without or with namespace says. */
export function isWorkload(name: string, endpoint: string): boolean {
  return endpoint === name || endpoint.slice(endpoint.indexOf('/') + 1) === name;
}

function byHost(target: HostTarget & { readonly hostNamespace?: string }): Wanted {
  const { host, hostNamespace, subset, port } = target;
  const name = typeof host === 'string' ? qualified(host, hostNamespace) : qualified(host.name, host.metadata?.namespace);
  const takes = (destination: Place): boolean =>
    isHost(name, destination.host) &&
    (subset === undefined || subset === destination.subset) &&
    (port === undefined || port === destination.port);
  const label = `${name}${port === undefined ? '' : `:${port}`}${subset === undefined ? '' : ` subset ${subset}`}`;
  return { label, takesAll: takes, takesAny: takes };
}

function qualified(name: string, namespace: string | undefined): string {
  return namespace === undefined || name.includes('.') ? name : `${name}.${namespace}`;
}

/** Whether a host is meant by a name: itself, or of a Kubernetes service the name with as much of the rest as is given. */
export function isHost(name: string, host: string): boolean {
  if (name === host) return true;
  const [service, namespace, svc] = host.split('.');
  return svc === 'svc' && [service, `${service}.${namespace}`, `${service}.${namespace}.svc`].includes(name);
}

/** A workload by name, with its namespace if that is known. */
export function workloadNameOf(target: string | WorkloadConstruct | WorkloadTarget): string {
  if (typeof target === 'string') return target;
  if ('workload' in target && typeof target.workload === 'string') return target.workload;
  const { name, metadata } = target as WorkloadConstruct;
  return metadata?.namespace === undefined ? name : `${metadata.namespace}/${name}`;
}
