import { hostIsSubsetOf, keyOf, Kind, stringsIn, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { namesIn } from '../certificate';
import { Context } from '../context';
import { gatewayKey, splitKey } from '../gateway-name';
import { isHttpServer, PlacedServer, tlsServersByListener } from '../tls-servers';
import { hostsOf, ServersByHost } from './servers-by-host';

/**
 * Servers of one port whose certificate is good for another one's hosts too. Browsers then send requests for those hosts
 * on the HTTP/2 connection that they have, where the other server's routes are not: 404. Pairs of Gateways with one and
 * the same certificate are IST0138.
 * `gatewayRDSRouteName`, istio 1.30.3 pilot/pkg/model/gateway.go, and `createGatewayHTTPFilterChainOpts`,
 * pilot/pkg/networking/core/gateway.go: each HTTPS server has a route configuration of its own; RFC 9113, 9.1.1
 */
export const connectionReuse: Analyzer = {
  name: 'gateway/connection-reuse',
  codes: ['connection-reuse'],
  kinds: [Kind.GATEWAY],
  *analyze(context) {
    for (const all of tlsServersByListener(context).values()) {
      const servers = all.filter(({ server }) => isHttpServer(server) && server.tls?.mode !== 'ISTIO_MUTUAL');
      if (servers.length < 2) continue;
      const reported = new Set<PlacedServer>();
      for (const [first, other] of pairs(context, servers)) {
        if (reported.has(other)) continue;
        reported.add(other);
        yield {
          code: 'connection-reuse',
          resource: other.resource,
          field: [...other.field, 'hosts'],
          message: `The certificate of ${keyOf(first.resource)} for ${stringsIn(first.server.hosts).join(', ')} is good for these hosts too, and browsers send requests for them on a connection of that server, where they get 404. Put all these hosts into one server, or give each server a certificate for its own hosts only.`,
        };
      }
    }
  },
};

/** Pairs of servers: one, and another with a host that the first one's certificate covers and its routes don't. */
function* pairs(context: Context, servers: readonly PlacedServer[]): Iterable<readonly [PlacedServer, PlacedServer]> {
  const index = new ServersByHost(servers);
  const byCertificate = new Map<string, PlacedServer>();
  for (const placed of servers) {
    const certificate = certificateOf(placed);
    if (certificate === undefined) continue;
    const names = namesOf(context, placed);
    if (names) {
      const covered = names.flatMap((name) => index.under(name));
      // No browser keeps a connection whose certificate is not for the host that it asked for.
      if (!covered.some(([, other]) => other === placed)) continue;
      for (const [host, other] of covered) {
        const isIstios = other.resource !== placed.resource && certificateOf(other) === certificate;
        if (other !== placed && !isIstios && !serves(placed, [host])) yield [placed, other];
      }
      continue;
    }
    // What is not in the set is taken to be good for the hosts of all servers that show it.
    const key = `${keyOf(placed.resource)} ${certificate}`;
    const first = byCertificate.get(key);
    if (!first) byCertificate.set(key, placed);
    else if (!serves(first, hostsOf(placed))) yield [first, placed];
    else if (!serves(placed, hostsOf(first))) yield [placed, first];
  }
}

/** True when a server's own hosts cover others. */
function serves(placed: PlacedServer, hosts: readonly string[]): boolean {
  const own = hostsOf(placed);
  return hosts.every((host) => own.some((each) => hostIsSubsetOf(host, each)));
}

/** What two servers must have in common to show the same certificate; IST0138 asks the same. */
function certificateOf({ server: { tls } }: PlacedServer): string | undefined {
  const { credentialName, serverCertificate, privateKey } = (tls ?? {}) as Readonly<Record<string, unknown>>;
  if (textOf(credentialName) !== '') return `Secret ${textOf(credentialName)}`;
  return textOf(serverCertificate) === '' ? undefined : `files ${textOf(serverCertificate)} ${textOf(privateKey)}`;
}

/** The names of a server's certificate, where its Secret is in the set. */
function namesOf(context: Context, { resource, server }: PlacedServer): readonly string[] | undefined {
  const name = textOf((server.tls as { credentialName?: unknown } | undefined)?.credentialName);
  if (name === '') return undefined;
  const pod = context.pods.selectedBy(resource.spec.selector)[0];
  const place = splitKey(gatewayKey(name, (pod ?? resource).namespace));
  const secret = context.get(Kind.SECRET, place.namespace, place.name);
  return secret && namesIn(secret);
}
