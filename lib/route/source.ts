import { Labels, Model, Service, Workload } from '../model';
import { nearest } from '../model/near-names';
import { Proxy, ServiceTarget } from './proxy';
import { Source } from './request';

/** Thrown for a request from a workload that is not in the set. */
export class UnknownSourceError extends Error {
  public override readonly name = 'UnknownSourceError';

  public constructor(
    message: string,
    /** Workloads with names like it, `namespace/name`. */
    public readonly nearNames: readonly string[],
  ) {
    super(message);
  }
}

/** The proxy that a request's source means. */
export function proxyOf(model: Model, source: Source): Proxy {
  if ('gateway' in source) {
    const { namespace, labels } = source.gateway;
    return { type: 'router', namespace, labels, targets: targetsOf(model, namespace, labels) };
  }
  const { name, labels } = source.workload;
  const namespace = source.workload.namespace ?? model.defaultNamespace;
  const workload = model.workloads.inNamespace(namespace).find((each) => each.name === name);
  if (!workload && !labels) {
    const near = nearest(
      `${namespace}/${name}`,
      model.workloads.all.map((each) => `${each.namespace}/${each.name}`),
    );
    const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'There is none with a name like it.';
    throw new UnknownSourceError(`No workload ${namespace}/${name} is in the set. ${hint}`, near);
  }
  return { type: 'sidecar', namespace, name, labels: labels ?? workload!.labels, workload, targets: [] };
}

/**
 * The ports of the Services that select Pods of these labels, oldest Service first.
 * `GetProxyServiceTargetsByPod`, istio 1.30.3 pilot/pkg/serviceregistry/kube/controller/controller.go
 */
function targetsOf(model: Model, namespace: string, labels: Labels): readonly ServiceTarget[] {
  const pods = model.workloads.inNamespace(namespace).filter((workload) => isSubset(labels, workload.labels));
  return model.services
    .filter((service) => service.registry === 'Kubernetes' && service.namespace === namespace && selectsPods(service, labels))
    .flatMap((service) => {
      const known = new Set<string>();
      return service.ports.map((port) => {
        const targetPort = numberOf(port.targetPort, port.port, pods);
        const key = `${targetPort} ${port.protocol}`;
        // istiod looks ports up by their names, and finds the first.
        const isRepeated = known.has(key) || service.ports.find(({ name }) => name === port.name) !== port;
        known.add(key);
        return { service, port, targetPort, isRepeated };
      });
    });
}

function selectsPods({ selector }: Service, labels: Labels): boolean {
  return selector !== undefined && Object.keys(selector).length > 0 && isSubset(selector, labels);
}

function isSubset(some: Labels, all: Labels): boolean {
  return Object.entries(some).every(([key, value]) => Object.hasOwn(all, key) && all[key] === value);
}

function numberOf(target: number | string | undefined, port: number, pods: readonly Workload[]): number {
  if (typeof target !== 'string') return target || port;
  for (const pod of pods) {
    const number = pod.namedPorts.get(target);
    if (number !== undefined) return number;
  }
  return port;
}
