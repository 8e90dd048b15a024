import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecTcp, VirtualServiceSpecTcpMatch } from '../../imports/networking.istio.io';
import { renderSubnet } from '../render/names';
import { listOf, structOf } from '../render/values';
import { IDestination, renderL4Destinations } from './destination';
import { IGateway } from './gateway-ref';
import { SOURCE_FIELDS } from './http-match';

/**
 * Conditions on a TCP connection, all of which must hold.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#L4MatchAttributes
 */
export interface TcpMatch {
  /** Addresses that the client dialled: IPs or CIDR blocks. @default - any */
  readonly destinationSubnets?: string[];
  /** Port that the client addressed, 1 to 65535. @default - any */
  readonly port?: number;
  /** Labels of the client's workload. @default - any */
  readonly sourceLabels?: { [key: string]: string };
  /** Namespace of the client's workload. @default - any */
  readonly sourceNamespace?: string;
  /** Gateways where this match applies. @default - those of the VirtualService */
  readonly gateways?: IGateway[];
}

/** What a TCP route can say. */
export interface TcpRouteOptions {
  /** Conditions, one of which must hold. @default - every connection */
  readonly match?: TcpMatch[];
}

/**
 * One rule for connections that are neither HTTP nor routed by SNI.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#TCPRoute
 */
export class TcpRoute {
  /** Passes connections on: all to a single destination, or shared out by weight among several. */
  public static to(destinations: IDestination[], options: TcpRouteOptions = {}): TcpRoute {
    return new TcpRoute(destinations, options);
  }

  private constructor(
    private readonly destinations: IDestination[],
    private readonly options: TcpRouteOptions,
  ) {}

  /** @internal */
  public _render(place: Place): Manifest<VirtualServiceSpecTcp> {
    const { match, ...rest } = place.struct(this.options, 'TcpRouteOptions');
    place.refuseUnknown(rest, 'TcpRouteOptions');
    return withoutUndefined({
      match: place.field('match', match, listOf(renderTcpMatch)),
      route: renderL4Destinations(this.destinations, place.at('route')),
    });
  }
}

const renderTcpMatch = structOf<TcpMatch, Manifest<VirtualServiceSpecTcpMatch>>('TcpMatch', {
  destinationSubnets: listOf(renderSubnet),
  ...SOURCE_FIELDS,
});
