import type { Model, Service } from '../model';

/**
 * The port that a request without one most likely means: the only one of the service that it dials. Undefined where
 * that is no service of the set, or one of several ports.
 */
export function onlyPortOf(model: Model, host: string, namespace: string): number | undefined {
  const service = dialled(model, host.toLowerCase().replace(/\.$/, ''), namespace);
  return service?.ports.length === 1 ? service.ports[0]!.port : undefined;
}

/** As the search path of Kubernetes' DNS finds it from a client's namespace. */
function dialled(model: Model, host: string, namespace: string): Service | undefined {
  for (const name of [`${host}.${namespace}.svc.${model.domain}`, `${host}.svc.${model.domain}`, `${host}.${model.domain}`, host]) {
    const [service] = model.servicesOf(name);
    if (service) return service;
  }
  return undefined;
}
