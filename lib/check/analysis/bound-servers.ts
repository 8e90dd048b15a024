import { GatewaySpec, hostsForNamespace, hostsMatch, Kind, resolveGatewayName, Resource, stringsIn, VirtualServiceSpec } from '../../model';
import { Context } from './context';
import { objectsWithIndex } from './destinations';
import { MESH, splitKey } from './gateway-name';
import { PlacedServer } from './tls-servers';

/** A server that a VirtualService is bound to. */
export interface BoundServer extends PlacedServer {
  /** Of its hosts those that the VirtualService's namespace may use. */
  readonly hosts: readonly string[];
}

/**
 * The servers of a VirtualService's gateways that have some of its hosts; undefined where one of the gateways is not in
 * the set, so that nobody knows its servers. `buildGatewayHTTPRouteConfig`, istio 1.30.3
 * pilot/pkg/networking/core/gateway.go
 */
export function boundServers(context: Context, resource: Resource<VirtualServiceSpec>): readonly BoundServer[] | undefined {
  let found = FOUND.get(resource);
  if (found === undefined) FOUND.set(resource, (found = find(context, resource)));
  return found ?? undefined;
}

const FOUND = new WeakMap<Resource, readonly BoundServer[] | null>();

function find(context: Context, { spec, namespace }: Resource<VirtualServiceSpec>): readonly BoundServer[] | null {
  const servers: BoundServer[] = [];
  for (const key of new Set(stringsIn(spec.gateways).map((name) => (name === MESH ? MESH : resolveGatewayName(name, namespace))))) {
    if (key === MESH) continue;
    const gateway = context.get<GatewaySpec>(Kind.GATEWAY, splitKey(key).namespace, splitKey(key).name);
    if (!gateway) return null;
    for (const [index, server] of objectsWithIndex(gateway.spec.servers)) {
      const hosts = hostsIn(server.hosts, gateway, namespace);
      if (!hosts.some((host) => stringsIn(spec.hosts).some((own) => hostsMatch(host, own)))) continue;
      servers.push({ resource: gateway, server, field: ['spec', 'servers', index], hosts });
    }
  }
  return servers;
}

/** The hosts of a server that VirtualServices of a namespace may use, without the namespaces. `sanitizeServerHostNamespace` */
export function hostsIn(hosts: readonly string[] | undefined, gateway: Resource, namespace: string): readonly string[] {
  return hostsForNamespace(
    stringsIn(hosts).map((host) => (host.startsWith('./') ? `${gateway.namespace}/${host.slice(2)}` : host)),
    namespace,
  );
}
