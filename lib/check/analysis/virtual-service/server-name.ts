import { HostMap, hostIsSubsetOf, isWildcard, keyOf, Kind, Resource, stringsIn, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { BoundServer, boundServers, hostsIn } from '../bound-servers';
import { stringsWithIndex } from '../destinations';
import { isHttpServer, PlacedServer, tlsServersByListener } from '../tls-servers';

/**
 * Hosts of a VirtualService that another server of the same port has more exactly: a connection goes to the server whose
 * host fits the SNI best, and is answered by the routes of that server alone. Where the VirtualService is not bound to it,
 * its rules get none of that host's requests.
 * `buildGatewayListeners`, istio 1.30.3 pilot/pkg/networking/core/gateway.go: each TLS server has a filter chain and a
 * route configuration of its own
 */
export const serverName: Analyzer = {
  name: 'virtual-service/server-name',
  codes: ['host-at-another-server'],
  kinds: [Kind.GATEWAY],
  *analyze(context) {
    const listeners = new Map<PlacedServer['server'], HostMap<PlacedServer>>();
    for (const servers of tlsServersByListener(context).values()) if (servers.length > 1) addOwners(servers, listeners);
    if (listeners.size === 0) return;
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const servers = boundServers(context, resource)?.filter(({ server }) => listeners.has(server) && isHttpServer(server));
      if (!servers || servers.length === 0 || stringsIn(resource.spec.hosts).length === 0) continue;
      for (const [index, host] of stringsWithIndex(resource.spec.hosts)) {
        const other = isWildcard(host) ? undefined : strangerFor(host, resource, servers, listeners);
        if (!other) continue;
        yield {
          code: 'host-at-another-server',
          resource,
          field: ['spec', 'hosts', index],
          message: `TLS connections for "${host}" go to a server of ${keyOf(other.resource)}, which has ${stringsIn(other.server.hosts).join(', ')} on the same port and fits better, and not to these rules. Bind this VirtualService to ${keyOf(other.resource)}, or take the host out there.`,
        };
      }
    }
  },
};

/**
 * Who terminates which host on a listener, for each of its servers. One that shares a host with an earlier server is
 * dropped (`CheckDuplicates`); one that passes TLS through has a filter chain only for hosts of `tls` rules.
 */
function addOwners(servers: readonly PlacedServer[], listeners: Map<PlacedServer['server'], HostMap<PlacedServer>>): void {
  const claimed = new Set<string>();
  const owners = new HostMap<PlacedServer>();
  for (const placed of servers) {
    const hosts = stringsIn(placed.server.hosts).map(withoutNamespace);
    if (hosts.some((host) => claimed.has(host))) continue;
    for (const host of hosts) claimed.add(host);
    if (!isHttpServer(placed.server)) continue;
    for (const host of hosts) owners.set(host, placed);
    listeners.set(placed.server, owners);
  }
}

function withoutNamespace(host: string): string {
  return host.slice(host.indexOf('/') + 1);
}

/** The server that gets the host's connections, where it is none that the VirtualService is bound to. */
function strangerFor(
  host: string,
  { namespace }: Resource<VirtualServiceSpec>,
  servers: readonly BoundServer[],
  listeners: ReadonlyMap<PlacedServer['server'], HostMap<PlacedServer>>,
): PlacedServer | undefined {
  const gateways = new Set<Resource>(servers.map(({ resource }) => resource));
  for (const { server, hosts } of servers) {
    if (!hosts.some((each) => hostIsSubsetOf(host, each))) continue;
    const owner = listeners.get(server)!.mostSpecific(host);
    if (!owner || owner.server === server) continue;
    const isOpen = hostsIn(owner.server.hosts, owner.resource, namespace).some((each) => hostIsSubsetOf(host, each));
    if (!gateways.has(owner.resource) || !isOpen) return owner;
  }
  return undefined;
}
