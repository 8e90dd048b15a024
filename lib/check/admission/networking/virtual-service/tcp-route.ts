import { list, map, message, type Read, STRING, UINT32 } from '../../decode';
import type { Spot } from '../../spot';
import { checkRouteDestinations, ROUTE_DESTINATIONS } from './destination';
import { checkL4Match } from './tls-route';

/** networking/v1alpha3 `L4MatchAttributes` */
const L4_MATCH_ATTRIBUTES = message({
  destinationSubnets: list(STRING),
  port: UINT32,
  sourceSubnet: STRING,
  sourceLabels: map(STRING),
  gateways: list(STRING),
  sourceNamespace: STRING,
});

/** networking/v1alpha3 `TCPRoute` */
export const TCP_ROUTE = message({ match: list(L4_MATCH_ATTRIBUTES), route: ROUTE_DESTINATIONS });

/** One rule for TCP; what sourceSubnet says nobody looks at. `validateTCPRoute`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkTcpRoute(route: Read<typeof TCP_ROUTE>, ofGatewayApi: boolean, spot: Spot): void {
  for (const [index, match] of route.match.entries()) checkL4Match(match, spot.at('match').at(index).errorsOnly());
  if (route.route.length === 0) spot.at('route').error('The rule has no destination: give it a route.');
  checkRouteDestinations(route.route, spot.at('route'), ofGatewayApi);
}
