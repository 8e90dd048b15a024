import { GatewaySpec, isObject, Kind, Labels, numberOf, objectsIn, Resource } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { containersOf, Pod, printSelector, PROXY_CONTAINER } from '../pods';
import { print } from '../print';

/**
 * Gateways that no Pod carries out, and ports that no Service leads to. Of a set without any gateway's Pods, Istio's
 * default ingress gateway is taken to be there, as `istioctl analyze` does (`AddDefaultResources`).
 * `IngressGatewayPortAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/gateway/gateway.go; the same "selector" is
 * reported by `SecretAnalyzer` (secret.go).
 */
export const selectorAndPorts: Analyzer = {
  name: 'gateway/selector-and-ports',
  codes: ['IST0101', 'IST0162'],
  kinds: [Kind.GATEWAY],
  *analyze(context) {
    const hasGateways = context.pods.all.some(isGatewayPod);
    for (const resource of context.of<GatewaySpec>(Kind.GATEWAY)) {
      const pods = context.pods.selectedBy(resource.spec.selector);
      if (pods.length === 0) {
        if (!hasGateways && isDefaultGateway(resource)) continue;
        yield {
          code: 'IST0101',
          resource,
          field: ['spec', 'selector'],
          message: `No Pod has the labels ${printSelector(resource.spec.selector)}, so nothing listens for this Gateway. Mend the selector, or install a gateway with these labels.`,
          outside: true,
        };
        continue;
      }
      const ports = servicePorts(context, pods);
      for (const [index, { port }] of objectsWithIndex(resource.spec.servers)) {
        if (!isObject(port) || ports.has(port.number ?? 0)) continue;
        yield {
          code: 'IST0162',
          resource,
          field: ['spec', 'servers', index, 'port', 'number'],
          message: `No Service leads to port ${print(port.number ?? 0)} of ${pods[0]!.namespace}/${pods[0]!.name}. Add the port to the Service of this gateway, or listen on one that it has.`,
        };
      }
    }
  },
};

/** True of Pods that are proxies and nothing else, as gateways are. */
function isGatewayPod({ spec }: Pod): boolean {
  const containers = containersOf(spec);
  return containers.length > 0 && containers.every(({ name }) => name === PROXY_CONTAINER);
}

/** What the charts of Istio label the ingress gateway with. istio 1.30.3 manifests/charts/gateways/istio-ingress/values.yaml */
const DEFAULT_GATEWAY: Labels = { istio: 'ingressgateway', app: 'istio-ingressgateway' };

function isDefaultGateway({ spec }: Resource<GatewaySpec>): boolean {
  return isObject(spec.selector) && Object.entries(spec.selector).every(([name, value]) => DEFAULT_GATEWAY[name] === value);
}

/** The ports of Services, and the Pods' ports they lead to; a target by name counts as the Service's own port. */
function servicePorts(context: Context, pods: readonly Pod[]): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const pod of pods) {
    for (const service of [...context.services.of(pod.namespace, pod.labels), ...context.services.withoutSelector(pod.namespace)]) {
      for (const { port, targetPort, protocol } of objectsIn(service.spec.ports)) {
        if ((protocol ?? 'TCP') !== 'TCP') continue;
        ports.add(numberOf(port));
        const target = numberOf(targetPort);
        if (Number.isInteger(target)) ports.add(target);
      }
    }
  }
  return ports;
}
