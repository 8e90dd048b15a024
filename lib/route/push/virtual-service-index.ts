import { VirtualService } from './virtual-service';
import { visibleTo } from './visibility';

/**
 * VirtualServices by gateway and by who sees them.
 * `virtualServiceIndex`, `initVirtualServices`, `VirtualServicesForGateway`: istio 1.30.3 pilot/pkg/model/push_context.go
 */
export class VirtualServiceIndex {
  private readonly publicByGateway = new Map<string, VirtualService[]>();
  private readonly privateByGateway = new Map<string, VirtualService[]>();
  private readonly exportedByGateway = new Map<string, VirtualService[]>();

  public constructor(public readonly all: readonly VirtualService[]) {
    for (const virtualService of all) {
      const { isPublic, namespaces } = visibleTo(virtualService.exportTo, virtualService.namespace);
      for (const gateway of virtualService.gateways) {
        if (isPublic) push(this.publicByGateway, gateway, virtualService);
        for (const namespace of namespaces) {
          const map = namespace === virtualService.namespace ? this.privateByGateway : this.exportedByGateway;
          push(map, keyFor(namespace, gateway), virtualService);
        }
      }
    }
  }

  /** What proxies of a namespace see on a gateway: its own private ones, those exported to it, the public ones. */
  public forGateway(namespace: string, gateway: string): readonly VirtualService[] {
    const key = keyFor(namespace, gateway);
    return [
      ...(this.privateByGateway.get(key) ?? []),
      ...(this.exportedByGateway.get(key) ?? []),
      ...(this.publicByGateway.get(gateway) ?? []),
    ];
  }
}

function keyFor(namespace: string, gateway: string): string {
  return `${namespace} ${gateway}`;
}

function push(map: Map<string, VirtualService[]>, key: string, value: VirtualService): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
