import { HostMap } from '../../../../model';
import { list, message, type Read, STRING } from '../../decode';
import type { KindContext } from '../../kind';
import type { Spot } from '../../spot';
import { checkExportTo } from '../../value/export-to';
import { isJwtClaim } from '../../value/header-name';
import { checkGatewayNames, MESH } from './gateway-names';
import { checkHosts } from './hosts';
import { checkHttpRoute, HTTP_ROUTE } from './http-route';
import { checkTcpRoute, TCP_ROUTE } from './tcp-route';
import { checkTlsRoute, TLS_ROUTE } from './tls-route';
import { checkPrefixes, checkReachable } from './unreachable';

/** networking/v1alpha3 `VirtualService` */
export const VIRTUAL_SERVICE = message({
  hosts: list(STRING),
  gateways: list(STRING),
  http: list(HTTP_ROUTE),
  tls: list(TLS_ROUTE),
  tcp: list(TCP_ROUTE),
  exportTo: list(STRING),
});

type VirtualService = Read<typeof VIRTUAL_SERVICE>;

/** The annotation by which istiod marks what it makes of Gateway API routes. `InternalRouteSemantics`, istio 1.30.3 pkg/config/constants */
const ROUTE_SEMANTICS = 'internal.istio.io/route-semantics';

/** `ValidateVirtualService`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkVirtualService(service: VirtualService, { namespace, annotations }: KindContext, spot: Spot): void {
  const { hosts, gateways, http, tls, tcp } = service;
  const isDelegate = hosts.length === 0;
  const namesNotMesh = !gateways.includes(MESH);
  const atGateways = gateways.length > 0 && namesNotMesh;
  const ofGatewayApi = annotations.get(ROUTE_SEMANTICS) === 'gateway';

  if (isDelegate) checkDelegate(service, spot);
  checkGatewayNames(gateways, spot.at('gateways'), ofGatewayApi);
  if (!atGateways) checkNoJwtClaims(service, spot.at('http'));
  const hasSniHosts = tls.some(({ match }) => match.some(({ sniHosts }) => sniHosts.length > 0));
  checkHosts(hosts, { atGateways, hasSniHosts }, spot.at('hosts'));
  if (http.length + tls.length + tcp.length === 0) spot.error('The VirtualService has no rule: give it http, tls or tcp.');

  for (const [index, route] of http.entries()) checkHttpRoute(route, { isDelegate, ofGatewayApi }, spot.at('http').at(index));
  const hostMap = new HostMap<string>();
  if (tls.length > 0) for (const host of hosts) hostMap.set(host, host);
  for (const [index, route] of tls.entries())
    checkTlsRoute(route, { hosts: hostMap, namesNotMesh, ofGatewayApi }, spot.at('tls').at(index));
  for (const [index, route] of tcp.entries()) checkTcpRoute(route, ofGatewayApi, spot.at('tcp').at(index));
  checkExportTo(service.exportTo, spot.at('exportTo'), { namespace });

  checkReachable(http, spot.at('http'));
  checkPrefixes(http, spot.at('http'));
  checkReachable(tcp, spot.at('tcp'));
  checkReachable(tls, spot.at('tls'));
}

/** One without hosts is a delegate, whose root says where it holds. */
function checkDelegate(service: VirtualService, spot: Spot): void {
  for (const field of ['gateways', 'tls', 'tcp'] as const) {
    if (service[field].length > 0) {
      spot.at(field).error(`A VirtualService without hosts is delegated to and cannot have ${field}: add hosts, or remove ${field}.`);
    }
  }
}

/** Sidecars do not route by claims of a JWT. */
function checkNoJwtClaims({ http }: VirtualService, spot: Spot): void {
  for (const [index, { match }] of http.entries()) {
    for (const [number, each] of match.entries()) {
      for (const field of ['headers', 'withoutHeaders'] as const) {
        for (const name of each[field].keys()) {
          if (!isJwtClaim(name)) continue;
          spot
            .at(index)
            .at('match')
            .at(number)
            .at(field)
            .at(name)
            .error('Only gateways route by claims of a JWT: name gateways, without "mesh".');
        }
      }
    }
  }
}
