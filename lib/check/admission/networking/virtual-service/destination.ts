import { INT32, list, message, optional, type Read, STRING } from '../../decode';
import type { Spot } from '../../spot';
import { DNS_LABEL_RULE, isDnsLabel } from '../../value/dns-label';
import { wildcardDomainProblem } from '../../value/domain-name';
import { checkPort, OPTIONAL_PORT_SELECTOR } from '../../value/port';
import { checkHeaders, HEADERS } from './headers';

/** networking/v1alpha3 `Destination` */
export const DESTINATION = message({ host: STRING, subset: STRING, port: OPTIONAL_PORT_SELECTOR });

/** networking/v1alpha3 `RouteDestination`, of TLS and TCP routes */
export const ROUTE_DESTINATION = message({ destination: optional(DESTINATION), weight: INT32 });

/** networking/v1alpha3 `HTTPRouteDestination` */
export const HTTP_ROUTE_DESTINATION = message({ destination: optional(DESTINATION), weight: INT32, headers: optional(HEADERS) });

export const HTTP_ROUTE_DESTINATIONS = list(HTTP_ROUTE_DESTINATION);
export const ROUTE_DESTINATIONS = list(ROUTE_DESTINATION);

type Destination = Read<typeof DESTINATION>;
type RouteDestination = Read<typeof ROUTE_DESTINATION> & Partial<Pick<Read<typeof HTTP_ROUTE_DESTINATION>, 'headers'>>;

/** One host to send requests to. `validateDestination`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkDestination(destination: Destination | undefined, spot: Spot): void {
  if (!destination) return;
  const { host, subset, port } = destination;
  const problem = host === '*' ? 'is no host: name one' : wildcardDomainProblem(host);
  if (problem) spot.at('host').error(`The destination's host ${JSON.stringify(host)} ${problem}.`);
  if (subset !== '') checkSubsetName(subset, spot.at('subset'));
  if (port) checkPort(port.number, spot.at('port').at('number'));
}

/** `validateSubsetName`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkSubsetName(name: string, spot: Spot): void {
  if (name === '') spot.error('The name of the subset is missing: give it.');
  else if (!isDnsLabel(name)) spot.error(`${JSON.stringify(name)} is not a name for a subset: ${DNS_LABEL_RULE}.`);
}

/**
 * Among which hosts a route divides its traffic; weights need not sum to 100.
 * `validateHTTPRouteDestinations`, `validateRouteDestinations`, istio 1.30.3 pkg/config/validation/validation.go
 */
export function checkRouteDestinations(destinations: readonly RouteDestination[], spot: Spot, ofGatewayApi = false): void {
  let total = 0;
  for (const [index, { destination, weight, headers }] of destinations.entries()) {
    const at = spot.at(index);
    if (!destination) at.at('destination').error('The destination is missing: name the host to send requests to.');
    checkHeaders(headers, at.at('headers'));
    if (!ofGatewayApi) checkDestination(destination, at.at('destination'));
    if (weight < 0) at.at('weight').error(`The weight ${weight} is negative: use 0 or more.`);
    total = (total + weight) | 0; // istiod adds in 32 bits
  }
  if (destinations.length > 1 && total === 0) {
    spot.error('The weights sum to 0, so that no destination gets requests: give at least one a weight above 0.');
  }
}
