import { at, Kind } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';

interface Spec {
  readonly listeners?: readonly object[];
}

/**
 * Listeners of a Gateway that share a name, or port, protocol and hostname: the API server refuses the Gateway (KIA1503 of
 * Kiali, which looks at the latter only, and only where there is a hostname). Rules of the field `listeners`, gateway-api 1.5.1 apis/v1/gateway_types.go
 */
export const listeners: Analyzer = {
  name: 'gateway-api/listeners',
  codes: ['duplicate-listener'],
  kinds: [Kind.K8S_GATEWAY],
  *analyze(context) {
    for (const resource of context.of<Spec>(Kind.K8S_GATEWAY)) {
      const seen = new Map<string, number>();
      for (const [index, listener] of objectsWithIndex(resource.spec.listeners)) {
        const name = JSON.stringify(['name', at(listener, 'name')]);
        const address = JSON.stringify(['port', 'protocol', 'hostname'].map((each) => at(listener, each) ?? null));
        // A copy of another listener shares both, which is one mistake.
        let isReported = false;
        for (const [key, what] of [
          [name, 'name'],
          [address, 'port, protocol and hostname'],
        ] as const) {
          const first = seen.get(key);
          if (first === undefined) {
            seen.set(key, index);
            continue;
          }
          if (isReported) continue;
          isReported = true;
          yield {
            code: 'duplicate-listener',
            resource,
            field: ['spec', 'listeners', index, what === 'name' ? 'name' : 'port'],
            message: `listeners[${first}] has the same ${what}, so the API server refuses this Gateway. Give each listener its own.`,
          };
        }
      }
    }
  },
};
