import type { HostMap } from '../../../../model';
import { list, map, message, type Read, STRING, UINT32 } from '../../decode';
import type { Spot } from '../../spot';
import { gatewaySniProblem, wildcardDomainProblem } from '../../value/domain-name';
import { isIpAddress, isSubnet } from '../../value/ip-address';
import { checkLabels } from '../../value/labels';
import { checkPort } from '../../value/port';
import { checkRouteDestinations, ROUTE_DESTINATIONS } from './destination';
import { checkGatewayNames } from './gateway-names';

/** networking/v1alpha3 `TLSMatchAttributes` */
const TLS_MATCH_ATTRIBUTES = message({
  sniHosts: list(STRING),
  destinationSubnets: list(STRING),
  port: UINT32,
  sourceLabels: map(STRING),
  gateways: list(STRING),
  sourceNamespace: STRING,
});

/** networking/v1alpha3 `TLSRoute` */
export const TLS_ROUTE = message({ match: list(TLS_MATCH_ATTRIBUTES), route: ROUTE_DESTINATIONS });

/** What a TLS route must know of its VirtualService. */
interface TlsRouteOwner {
  readonly hosts: HostMap<string>;
  /** True unless `mesh` is among the gateways; also where there are none. `isGateway` */
  readonly namesNotMesh: boolean;
  readonly ofGatewayApi: boolean;
}

/** One rule for TLS that is passed through. `validateTLSRoute`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkTlsRoute(route: Read<typeof TLS_ROUTE>, owner: TlsRouteOwner, spot: Spot): void {
  if (route.match.length === 0) spot.at('match').error('A TLS route takes connections by their SNI: give a match with sniHosts.');
  for (const [index, match] of route.match.entries()) checkTlsMatch(match, owner, spot.at('match').at(index));
  if (route.route.length === 0) spot.at('route').error('The rule has no destination: give it a route.');
  checkRouteDestinations(route.route, spot.at('route'), owner.ofGatewayApi);
}

/** `validateTLSMatch` */
function checkTlsMatch(match: Read<typeof TLS_MATCH_ATTRIBUTES>, owner: TlsRouteOwner, spot: Spot): void {
  if (match.sniHosts.length === 0) spot.at('sniHosts').error('No SNI is named: give at least one host.');
  for (const [index, host] of match.sniHosts.entries()) checkSniHost(host, owner, spot.at('sniHosts').at(index));
  checkL4Match(match, spot);
}

/** What TLS and TCP routes match by alike. `validateTLSMatch`, `validateTCPMatch` */
export function checkL4Match(match: Omit<Read<typeof TLS_MATCH_ATTRIBUTES>, 'sniHosts'>, spot: Spot): void {
  for (const [index, subnet] of match.destinationSubnets.entries()) {
    if (!isSubnet(subnet)) {
      spot
        .at('destinationSubnets')
        .at(index)
        .error(`${JSON.stringify(subnet)} is not an address or a block of them: write it as "10.1.2.3" or "10.0.0.0/8".`);
    }
  }
  if (match.port !== 0) checkPort(match.port, spot.at('port'));
  checkLabels(match.sourceLabels, spot.at('sourceLabels'));
  checkGatewayNames(match.gateways, spot.at('gateways'));
}

/** `validateSniHost` */
function checkSniHost(host: string, { hosts, namesNotMesh }: TlsRouteOwner, spot: Spot): void {
  const problem = namesNotMesh ? gatewaySniProblem(host) : wildcardDomainProblem(host);
  if (problem && isIpAddress(host)) {
    spot.warn(`Clients send no SNI for an address such as ${JSON.stringify(host)}: use a host name.`);
  } else if (problem) {
    spot.error(`The SNI ${JSON.stringify(host)} ${problem}.`);
  } else if (hosts.mostSpecific(host) === undefined) {
    spot.error(`The SNI ${JSON.stringify(host)} is among none of the hosts of the VirtualService: add it there.`);
  }
}
