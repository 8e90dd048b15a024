import { isObject, Kind, listOf, ServiceSpec, at } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { containersOf, Pod } from '../pods';
import { print } from '../print';

/**
 * Ports of a Service that lead to a port by a name that none of its Pods declares: nobody answers there (KIA0701 of Kiali).
 * `FindPort`, Kubernetes 1.35 pkg/api/v1/pod/util.go, as the EndpointSlice controller asks
 */
export const targetPort: Analyzer = {
  name: 'service/target-port',
  codes: ['unknown-target-port'],
  kinds: [Kind.SERVICE],
  *analyze(context) {
    for (const resource of context.of<ServiceSpec>(Kind.SERVICE)) {
      const { selector, ports } = resource.spec;
      if (!isObject(selector) || Object.keys(selector).length === 0) continue;
      const named = objectsWithIndex(ports).filter(([, port]) => typeof port.targetPort === 'string' && !/^\d+$/.test(port.targetPort));
      if (named.length === 0) continue;
      const pods = context.pods.selectedBy(selector, resource.namespace);
      if (pods.length === 0) continue;
      for (const [index, port] of named) {
        if (pods.some((pod) => declares(pod, print(port.targetPort)))) continue;
        yield {
          code: 'unknown-target-port',
          resource,
          field: ['spec', 'ports', index, 'targetPort'],
          message: `No container of its Pods has a port named "${print(port.targetPort)}", so nobody answers. Name a container's port so, or give the number.`,
        };
      }
    }
  },
};

function declares({ spec }: Pod, name: string): boolean {
  return containersOf(spec).some((container) => listOf(container.ports as unknown[]).some((port) => at(port, 'name') === name));
}
