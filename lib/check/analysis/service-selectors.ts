import { isObject, Labels, Resource, selects, ServiceSpec } from '../../model';
import { print } from './print';

/** Services by what they select, so that a Pod costs the Services that it has, not those of its namespace. */
export class ServiceSelectors {
  /** Each Service under the first pair of its selector. */
  private readonly byPair = new Map<string, Resource<ServiceSpec>[]>();
  private readonly unbound = new Map<string, Resource<ServiceSpec>[]>();

  public constructor(services: readonly Resource[]) {
    for (const service of services as readonly Resource<ServiceSpec>[]) {
      const [first] = isObject(service.spec.selector) ? Object.entries(service.spec.selector) : [];
      const [map, key] = first ? [this.byPair, keyOf(service.namespace, first[0], first[1])] : [this.unbound, service.namespace];
      const list = map.get(key);
      if (list) list.push(service);
      else map.set(key, [service]);
    }
  }

  /** The Services of a namespace without selector: what is behind them others say, and it can be anything. */
  public withoutSelector(namespace: string): readonly Resource<ServiceSpec>[] {
    return this.unbound.get(namespace) ?? [];
  }

  /** The Services of a namespace that select these labels; one without selector selects nothing. */
  public of(namespace: string, labels: Labels): readonly Resource<ServiceSpec>[] {
    const found: Resource<ServiceSpec>[] = [];
    for (const [name, value] of Object.entries(labels)) {
      for (const service of this.byPair.get(keyOf(namespace, name, value)) ?? []) {
        if (selects(service.spec.selector, labels)) found.push(service);
      }
    }
    return found;
  }
}

function keyOf(namespace: string, name: string, value: unknown): string {
  return `${namespace}/${name}=${print(value)}`;
}
