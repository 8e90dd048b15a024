import { at, isObject, Kind, numberOf, objectsIn } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { containersOf, Pod } from '../pods';

/**
 * Ports of a PeerAuthentication that are ports of the Service and not of the workload: the mode is looked up by the port
 * that the workload listens on.
 * `NewMtlsPolicy`, `GetMutualTLSModeForPort`, istio 1.30.3 pilot/pkg/security/authn/policy_applier.go, asked with the
 * endpoint's port in pilot/pkg/networking/core/listener_inbound.go
 */
export const peerPort: Analyzer = {
  name: 'security/peer-port',
  codes: ['service-port-in-peer-authentication'],
  kinds: [Kind.PEER_AUTHENTICATION],
  *analyze(context) {
    for (const resource of context.of(Kind.PEER_AUTHENTICATION)) {
      const ports = at(resource.spec, 'portLevelMtls');
      const labels = at(resource.spec, 'selector', 'matchLabels');
      if (!isObject(ports) || !isObject(labels) || Object.keys(labels).length === 0) continue;
      const pods = context.pods.selectedBy(labels, resource.namespace);
      const known = portsOf(context, pods);
      for (const port of Object.keys(ports)) {
        const targets = known.targets.get(Number(port));
        if (!targets || known.own.has(Number(port))) continue;
        yield {
          code: 'service-port-in-peer-authentication',
          resource,
          field: ['spec', 'portLevelMtls', port],
          message: `${port} is a port of the Service, and the workloads listen on ${[...targets].join(', ')}, so this has no effect. Give the workload's port.`,
        };
      }
    }
  },
};

/** The ports on which Pods listen, and those of their Services with where these lead. */
function portsOf(context: Context, pods: readonly Pod[]) {
  const own = new Set<number>();
  const targets = new Map<number, Set<number>>();
  for (const pod of pods) {
    const named = new Map<unknown, number>();
    for (const container of containersOf(pod.spec)) {
      for (const { name, containerPort } of objectsIn(container.ports as { name?: string; containerPort?: number }[])) {
        own.add(numberOf(containerPort));
        named.set(name, numberOf(containerPort));
      }
    }
    for (const { spec } of context.services.of(pod.namespace, pod.labels)) {
      for (const { port, targetPort } of objectsIn(spec.ports)) {
        const target = named.get(targetPort) ?? numberOf(targetPort ?? port);
        own.add(target);
        if (Number.isInteger(target)) targets.set(numberOf(port), (targets.get(numberOf(port)) ?? new Set<number>()).add(target));
      }
    }
  }
  return { own, targets };
}
