import { hostIsSubsetOf, keyOf, Kind } from '../../../model';
import { Analyzer } from '../analyzer';
import { ServersByHost } from './servers-by-host';
import { certificatesByPort, ShownCertificate } from './shown-certificate';

/**
 * Servers of one port whose certificate is good for another one's hosts too. Browsers then send requests for those hosts
 * on the HTTP/2 connection that they have, where the other server's routes are not: 404. Pairs of Istio's Gateways with
 * one and the same certificate are IST0138.
 * `gatewayRDSRouteName`, istio 1.30.3 pilot/pkg/model/gateway.go, and `createGatewayHTTPFilterChainOpts`,
 * pilot/pkg/networking/core/gateway.go: each HTTPS server has a route configuration of its own; RFC 9113, 9.1.1
 */
export const connectionReuse: Analyzer = {
  name: 'gateway/connection-reuse',
  codes: ['connection-reuse'],
  kinds: [Kind.GATEWAY, Kind.K8S_GATEWAY],
  *analyze(context) {
    for (const servers of certificatesByPort(context)) {
      if (servers.length < 2) continue;
      const reported = new Set<ShownCertificate>();
      for (const [first, other] of pairs(servers)) {
        if (reported.has(other)) continue;
        reported.add(other);
        const { resource, field } = other;
        yield {
          code: 'connection-reuse',
          resource,
          field,
          message:
            `The certificate of ${keyOf(first.resource)} for ${first.hosts.join(', ')} is good for ${other.hosts.join(', ')} too, and browsers send requests for them on a connection of that server, where they get 404. ` +
            (resource.kind === Kind.GATEWAY
              ? 'Put all these hosts into one server, or give each server a certificate for its own hosts only.'
              : 'Let one listener have a wildcard for them all, or give each listener a certificate for its own host only.'),
        };
      }
    }
  },
};

/** Pairs of servers: one, and another with a host that the first one's certificate covers and its routes don't. */
function* pairs(servers: readonly ShownCertificate[]): Iterable<readonly [ShownCertificate, ShownCertificate]> {
  const index = new ServersByHost(servers);
  const byCertificate = new Map<string, ShownCertificate>();
  for (const server of servers) {
    if (server.names) {
      const covered = server.names.flatMap((name) => index.under(name));
      // No browser keeps a connection whose certificate is not for the host that it asked for.
      if (!covered.some(([, other]) => other === server)) continue;
      for (const [host, other] of covered) {
        const isIstios = other.resource !== server.resource && other.certificate === server.certificate;
        if (other !== server && !isIstios && !serves(server, [host])) yield [server, other];
      }
      continue;
    }
    // What is not in the set is taken to be good for the hosts of all servers that show it, if not for all that there are.
    const key = `${keyOf(server.resource)} ${server.certificate}`;
    const first = byCertificate.get(key);
    if (!first) byCertificate.set(key, server);
    else if (!serves(first, server.hosts.filter(isNotAll))) yield [first, server];
    else if (!serves(server, first.hosts.filter(isNotAll))) yield [server, first];
  }
}

function isNotAll(host: string): boolean {
  return host !== '*';
}

/** True when a server's own hosts cover others. */
function serves(server: ShownCertificate, hosts: readonly string[]): boolean {
  return hosts.every((host) => server.hosts.some((each) => hostIsSubsetOf(host, each)));
}
