import { isIpAddress } from './hostname';
import { ServiceEntrySpec, ServiceSpec } from './istio';
import { parseProtocol, Protocol, protocolOfServicePort } from './protocol';
import { compareStrings, isObject, Labels, numberOf, objectsIn, Resource, stringsIn, textOf } from './resource';

/** The address of services that have none: their listeners take every address. */
export const UNSPECIFIED_ADDRESS = '0.0.0.0';

export interface Port {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** Of a Kubernetes Service a number or the name of a container port, of a ServiceEntry a number. */
  readonly targetPort?: number | string;
}

/** How the addresses behind a service are found. `Resolution`, istio 1.30.3 pilot/pkg/model/service.go */
export type Resolution =
  /** From the registry. */
  | 'ClientSideLB'
  /** All that DNS answers. */
  | 'DNSLB'
  /** The first that DNS answers. */
  | 'DNSRoundRobinLB'
  /** The address that the client dialled. */
  | 'Passthrough'
  /** An ExternalName: another name for another service. */
  | 'Alias'
  /** Each request's own host, by DNS. */
  | 'DynamicDNS';

/** A service of the registry, whether a Kubernetes Service or one host (and one address) of a ServiceEntry. */
export interface Service {
  readonly hostname: string;
  /** The Service's name; of a ServiceEntry the host. */
  readonly name: string;
  readonly namespace: string;
  readonly registry: 'Kubernetes' | 'External';
  readonly resolution: Resolution;
  /** Its one address, a CIDR among them, or {@link UNSPECIFIED_ADDRESS}. */
  readonly address: string;
  readonly ports: readonly Port[];
  readonly selector: Labels | undefined;
  /** Who may see it, as written; undefined = mesh config's default. */
  readonly exportTo: readonly string[] | undefined;
  readonly externalName?: string;
  /** ExternalName services that stand for this one. */
  readonly aliases: readonly string[];
  readonly resource: Resource;
}

/** `ConvertService`, istio 1.30.3 pilot/pkg/serviceregistry/kube/conversion.go. `clusterIp` is what a cluster would assign. */
export function fromKubernetes(resource: Resource, domain: string, clusterIp: string): Service {
  const spec = resource.spec as ServiceSpec;
  const isAlias = spec.type === 'ExternalName' && textOf(spec.externalName) !== '';
  const isHeadless = spec.clusterIP === 'None';
  const address = isAlias || isHeadless ? UNSPECIFIED_ADDRESS : (writtenAddress(spec) ?? clusterIp);
  const exportTo = textOf(resource.annotations['networking.istio.io/exportTo']);
  return {
    hostname: `${resource.name}.${resource.namespace}.svc.${domain}`,
    name: resource.name,
    namespace: resource.namespace,
    registry: 'Kubernetes',
    resolution: isHeadless ? 'Passthrough' : isAlias ? 'Alias' : 'ClientSideLB',
    address,
    ports: objectsIn(spec.ports).map((port) => ({
      name: textOf(port.name),
      port: numberOf(port.port),
      protocol: protocolOfServicePort(port),
      targetPort: port.targetPort,
    })),
    selector: isObject(spec.selector) ? spec.selector : undefined,
    exportTo: exportTo ? exportTo.split(',').map((each) => each.trim()) : undefined,
    externalName: isAlias ? textOf(spec.externalName) : undefined,
    aliases: [],
    resource,
  };
}

/** Of several the IPv4 one, for proxies are taken to be of that family unless there is none. `GetAddressForProxy`, istio 1.30.3 pilot/pkg/model/service.go */
function writtenAddress({ clusterIP, clusterIPs }: ServiceSpec): string | undefined {
  if (textOf(clusterIP) === '') return undefined;
  const all = stringsIn(clusterIPs);
  return (all.length > 1 ? all.find((each) => !each.includes(':')) : undefined) ?? clusterIP;
}

const RESOLUTIONS: Readonly<Record<NonNullable<ServiceEntrySpec['resolution']>, Resolution>> = {
  NONE: 'Passthrough',
  STATIC: 'ClientSideLB',
  DNS: 'DNSLB',
  DNS_ROUND_ROBIN: 'DNSRoundRobinLB',
  DYNAMIC_DNS: 'DynamicDNS',
};

/** One service for each host and address. `convertServices`, istio 1.30.3 pilot/pkg/serviceregistry/serviceentry/conversion.go */
export function fromServiceEntry(resource: Resource): Service[] {
  const spec = resource.spec as ServiceEntrySpec;
  const ports = objectsIn(spec.ports).map((port) => ({
    name: textOf(port.name),
    port: numberOf(port.number),
    protocol: parseProtocol(port.protocol),
    targetPort: port.targetPort || undefined,
  }));
  const exportTo = stringsIn(spec.exportTo);
  const written = stringsIn(spec.addresses);
  const addresses = written.length === 0 ? [UNSPECIFIED_ADDRESS] : written.flatMap(usableAddress);
  return stringsIn(spec.hosts).flatMap((hostname) =>
    addresses.map((address) => ({
      hostname,
      name: hostname,
      namespace: resource.namespace,
      registry: 'External' as const,
      resolution: RESOLUTIONS[(textOf(spec.resolution) || 'NONE') as keyof typeof RESOLUTIONS] ?? 'Passthrough',
      address,
      ports,
      selector: spec.workloadSelector ? (spec.workloadSelector.labels ?? {}) : undefined,
      exportTo: exportTo.length > 0 ? exportTo : undefined,
      aliases: [],
      resource,
    })),
  );
}

/** An address, or a CIDR range; a range of one address is that address; anything else is left out. */
function usableAddress(text: string): string[] {
  if (isIpAddress(text)) return [text];
  const slash = text.indexOf('/');
  const base = text.slice(0, slash);
  const bits = Number(text.slice(slash + 1));
  if (slash < 0 || !isIpAddress(base) || !Number.isInteger(bits)) return [];
  return [bits === (base.includes(':') ? 128 : 32) ? base : text];
}

/** `SortServicesByCreationTime`, istio 1.30.3 pilot/pkg/model/push_context.go */
export function byServiceCreation(a: Service, b: Service): number {
  return a.resource.created - b.resource.created || compareStrings(a.name, b.name) || compareStrings(a.namespace, b.namespace);
}

/**
 * Gives each service the ExternalName services that stand for it, chains followed to their end; a ring stands for nothing.
 * `resolveServiceAliases`, istio 1.30.3 pilot/pkg/model/push_context.go
 */
export function resolveAliases(services: readonly Service[]): readonly Service[] {
  const targets = new Map<string, string>();
  for (const service of services) if (service.resolution === 'Alias') targets.set(service.hostname, service.externalName!);
  if (targets.size === 0) return services;
  const aliases = new Map<string, string[]>();
  for (const [alias, target] of targets) {
    const concrete = followAliases(alias, target, targets);
    if (concrete !== undefined) aliases.set(concrete, [...(aliases.get(concrete) ?? []), alias].sort(compareStrings));
  }
  return services.map((service) => {
    const own = aliases.get(service.hostname);
    return own ? { ...service, aliases: own } : service;
  });
}

function followAliases(alias: string, target: string, targets: ReadonlyMap<string, string>): string | undefined {
  const seen = new Set([alias, target]);
  let current = target;
  for (let next = targets.get(current); next !== undefined; next = targets.get(current)) {
    if (seen.has(next)) return undefined;
    seen.add(next);
    current = next;
  }
  return current;
}
