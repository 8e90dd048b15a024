import { append, hostIsSubsetOf, hostsForNamespace, keyOf, Kind, Resource, Server, stringsIn, VirtualServiceSpec } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { gatewayKey } from '../gateway-name';
import { print } from '../print';
import { isPassthrough, PlacedServer, tlsServersByListener } from '../tls-servers';

/**
 * Two ways in which TLS servers of one port shut each other out. One that terminates a host for which a VirtualService
 * passes TLS through another server: two filter chains for one name, and Envoy refuses the whole listener. And one that
 * shares a host with an earlier server: it is dropped as a whole, its other hosts too.
 * `MergeGateways`, `CheckDuplicates`: istio 1.30.3 pilot/pkg/model/gateway.go, which compares the servers' hosts and not the
 * VirtualServices' sniHosts
 */
export const filterChains: Analyzer = {
  name: 'gateway/filter-chains',
  codes: ['filter-chain-collision', 'tls-server-dropped'],
  kinds: [Kind.GATEWAY],
  *analyze(context) {
    const rules = new Map<string, Resource<VirtualServiceSpec>[]>();
    for (const rule of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      if (objectsWithIndex(rule.spec.tls).length === 0) continue;
      for (const name of stringsIn(rule.spec.gateways)) append(rules, gatewayKey(name, rule.namespace), rule);
    }
    for (const servers of tlsServersByListener(context).values()) {
      yield* dropped(servers);
      const terminated = new Map<string, PlacedServer>();
      for (const placed of servers) {
        if (!isPassthrough(placed.server)) for (const host of plainHosts(placed.server)) terminated.set(host, placed);
      }
      if (terminated.size === 0) continue;
      for (const { resource, server } of servers) {
        if (!isPassthrough(server)) continue;
        for (const rule of rules.get(keyOf(resource)) ?? []) {
          const hosts = hostsForNamespace(
            stringsIn(server.hosts).map((host) => host.replace(/^\.\//, `${resource.namespace}/`)),
            rule.namespace,
          );
          for (const [field, sni] of sniHostsOf(rule)) {
            const other = terminated.get(sni);
            if (!other || !hosts.some((host) => hostIsSubsetOf(sni, host))) continue;
            yield {
              code: 'filter-chain-collision',
              resource: rule,
              field,
              message: `"${sni}" is passed through here and terminated by ${keyOf(other.resource)} on the same port: Envoy refuses all of port ${print(server.port?.number ?? 0)} for it. Keep one of the two.`,
            };
          }
        }
      }
    }
  },
};

function* dropped(servers: readonly PlacedServer[]) {
  const owners = new Map<string, PlacedServer>();
  for (const placed of servers) {
    const hosts = stringsIn(placed.server.hosts);
    const shared = hosts.find((host) => owners.has(host));
    if (shared === undefined) {
      for (const host of hosts) owners.set(host, placed);
      continue;
    }
    const lost = hosts.filter((host) => !owners.has(host));
    if (lost.length === 0) continue;
    yield {
      code: 'tls-server-dropped' as const,
      resource: placed.resource,
      field: placed.field,
      message: `This server shares "${shared}" with ${keyOf(owners.get(shared)!.resource)}, which comes first, and so is dropped as a whole: nothing answers for ${lost.join(', ')} either. Take "${shared}" out here.`,
    };
  }
}

/** Hosts without the namespaces that may use them. */
function plainHosts({ hosts }: Server): readonly string[] {
  return stringsIn(hosts).map((host) => host.slice(host.indexOf('/') + 1));
}

function* sniHostsOf({ spec }: Resource<VirtualServiceSpec>): Iterable<[FieldPath, string]> {
  for (const [rule, { match }] of objectsWithIndex(spec.tls)) {
    for (const [index, { sniHosts }] of objectsWithIndex(match)) {
      for (const [place, host] of stringsIn(sniHosts).entries()) yield [['spec', 'tls', rule, 'match', index, 'sniHosts', place], host];
    }
  }
}
