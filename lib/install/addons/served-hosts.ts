import type { GatewaySpec, GatewaySpecServers } from '../../../imports/networking.istio.io';
import { hostCovers } from '../../networking/host-match';
import type { Manifest } from '../../render/manifest';
import { splitName } from '../../render/names';

type ServerManifest = Manifest<GatewaySpecServers>;

/** What a Gateway's manifest says of a host that a VirtualService wants to have there. */
export interface ServedHost {
  readonly host: string;
  /** Namespace of the VirtualService, and of the Gateway; undefined where only kubectl will know it. */
  readonly namespace: string | undefined;
  readonly gatewayNamespace: string | undefined;
  /** Whether each server must ask for a client's certificate. */
  readonly clientCertificate: boolean;
}

/** Opens TLS, so that HttpRoutes apply. */
const OPENS_TLS = ['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL', 'ISTIO_MUTUAL'];
const ASKS_FOR_CERTIFICATE = ['MUTUAL', 'ISTIO_MUTUAL'];
const PLAIN = ['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB'];

/**
 * Why a Gateway does not serve a host safely: over TLS that it opens, and nowhere without. A VirtualService counts for
 * all servers that cover its host, so one that does not is a way around the others.
 *
 * @internal
 */
export function servingProblem(
  { servers = [] }: Manifest<GatewaySpec>,
  wanted: ServedHost,
): { problem: string; remedy: string } | undefined {
  const covering = servers.filter((server) => server.hosts.some((host) => covers(host, wanted)));
  const plain = covering.find(({ port, tls }) => PLAIN.includes(port.protocol) && tls?.httpsRedirect !== true);
  if (plain)
    return {
      problem: `would be served without TLS, too, at port ${plain.port.number} of the Gateway`,
      remedy: 'give that server httpsRedirect: true or other hosts, or take another Gateway',
    };
  const opening = covering.filter(({ port, tls }) => port.protocol === 'HTTPS' && OPENS_TLS.includes(tls?.mode ?? 'PASSTHROUGH'));
  if (opening.length === 0)
    return {
      problem: `is not among the hosts that the Gateway's servers for HTTPS open: ${hostsOf(servers)}`,
      remedy: 'add it to those of a Server.https whose TLS is opened',
    };
  const open = wanted.clientCertificate ? opening.find(({ tls }) => !ASKS_FOR_CERTIFICATE.includes(tls?.mode ?? '')) : undefined;
  return open
    ? {
        problem: `is served at port ${open.port.number} to those who have no client certificate as well`,
        remedy: 'give that server ServerTlsSettings.mutual, or other hosts',
      }
    : undefined;
}

/**
 * Why a policy for HTTP hosts would shut other servers of a Gateway: on what is not read as HTTP, istiod leaves out of a DENY
 * all that only HTTP has, and hosts are of that kind (`generatePermission` in pilot/pkg/security/authz/model of istio 1.30.3,
 * `buildCompleteNetworkFilters` in pilot/pkg/networking/core for gateways).
 *
 * @internal
 */
export function shutServerProblem({ servers = [] }: Manifest<GatewaySpec>): { problem: string; remedy: string } | undefined {
  const shut = servers.find(
    ({ port, tls }) => !PLAIN.includes(port.protocol) && !(port.protocol === 'HTTPS' && OPENS_TLS.includes(tls?.mode ?? 'PASSTHROUGH')),
  );
  return (
    shut && {
      problem: `passes on bytes at port ${shut.port.number}, which the policy would keep from everybody but the callers`,
      remedy: 'take a Gateway that does not',
    }
  );
}

/** `namespace/host` binds only VirtualServices of that namespace; `.` is the Gateway's own (`Gateway` in pilot/pkg/model of istio 1.30.3). */
function covers(served: string, { host, namespace, gatewayNamespace }: ServedHost): boolean {
  const { namespace: from = '*', base } = splitName(served);
  const home = from === '.' ? gatewayNamespace : from;
  // Namespaces that only kubectl will know may be the same.
  return hostCovers(base, host) && (home === '*' || home === undefined || namespace === undefined || home === namespace);
}

function hostsOf(servers: ServerManifest[]): string {
  const hosts = servers.flatMap((server) => (server.port.protocol === 'HTTPS' ? server.hosts : []));
  return hosts.length === 0 ? 'it has none' : hosts.join(', ');
}
