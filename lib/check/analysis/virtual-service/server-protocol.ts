import { HttpMatchRequest, Kind, listOf, parseProtocol, Resource, Server, stringsIn, VirtualServiceSpec } from '../../../model';
import { Analyzer, Report } from '../analyzer';
import { BoundServer, boundServers } from '../bound-servers';
import { objectsWithIndex } from '../destinations';
import { MESH } from '../gateway-name';
import { print } from '../print';
import { isHttpServer, isPassthrough } from '../tls-servers';

type Protocol = 'http' | 'tls' | 'tcp';

/**
 * Rules for gateways of a kind that none of their servers asks for: rules for HTTP where TLS is passed through or all is
 * TCP, rules for TLS where it is terminated; and matches for a port that no such server has.
 * `buildGatewayHTTPRouteConfig`, `buildGatewayNetworkFiltersFromTLSRoutes`, `…FromTCPRoutes`, istio 1.30.3
 * pilot/pkg/networking/core/gateway.go
 */
export const serverProtocol: Analyzer = {
  name: 'virtual-service/server-protocol',
  codes: ['rule-without-server'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const gateways = stringsIn(resource.spec.gateways);
      if (gateways.length === 0 || gateways.includes(MESH)) continue;
      const servers = boundServers(context, resource);
      // Where no server has any of the hosts it is IST0132.
      if (!servers || servers.length === 0) continue;
      for (const kind of ['http', 'tls', 'tcp'] as const) yield* rulesOf(resource, kind, servers);
    }
  },
};

function* rulesOf(resource: Resource<VirtualServiceSpec>, kind: Protocol, servers: readonly BoundServer[]): Iterable<Report> {
  const rules = objectsWithIndex<{ match?: readonly HttpMatchRequest[] }>(resource.spec[kind]);
  if (rules.length === 0) return;
  const fitting = servers.filter(({ server }) => takes(kind, server));
  if (fitting.length === 0) {
    yield {
      code: 'rule-without-server',
      resource,
      field: ['spec', kind],
      message: `No server of ${names(resource)} for ${stringsIn(resource.spec.hosts).join(', ')} takes rules for ${kind}: ${describe(servers)}. ${REMEDIES[kind]}`,
    };
    return;
  }
  const ports = new Set(fitting.map(({ server }) => server.port?.number ?? 0));
  for (const [index, { match }] of rules) {
    for (const [place, { port }] of objectsWithIndex(match)) {
      if (typeof port !== 'number' || port === 0 || ports.has(port)) continue;
      yield {
        code: 'rule-without-server',
        resource,
        field: ['spec', kind, index, 'match', place, 'port'],
        message: `No server of ${names(resource)} for ${kind} has port ${port}: ${describe(servers)}. Give the server's port, or leave it out.`,
      };
    }
  }
}

const REMEDIES: Readonly<Record<Protocol, string>> = {
  http: 'Let the server terminate TLS (protocol HTTPS, a mode other than PASSTHROUGH), or route by tls with sniHosts.',
  tls: 'Rules for tls are for servers that pass TLS through; route by http, or by tcp where the server is no HTTP.',
  tcp: 'Rules for tcp are for servers of TCP, and of TLS that they terminate; route by http or tls.',
};

/** Which rules a server asks for; one that is misspelled may ask for any. */
function takes(kind: Protocol, server: Server): boolean {
  const protocol = parseProtocol(server.port?.protocol);
  if (protocol === 'UnsupportedProtocol') return true;
  if (isHttpServer(server)) return kind === 'http';
  return isPassthrough(server) ? kind === 'tls' : kind === 'tcp';
}

function describe(servers: readonly BoundServer[]): string {
  const texts = servers.map(({ server }) => {
    const protocol = print(server.port?.protocol ?? '');
    const mode = isPassthrough(server) && !isHttpServer(server) ? ', passed through' : '';
    return `${print(server.port?.number ?? 0)} is ${protocol}${mode}`;
  });
  return [...new Set(texts)].slice(0, 5).join('; ');
}

function names({ spec }: Resource<VirtualServiceSpec>): string {
  return listOf(spec.gateways).map(print).join(', ');
}
