import type { Manifest } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecTls, VirtualServiceSpecTlsMatch } from '../../imports/networking.istio.io';
import { isAutoPassthroughSni, isIpAddress, renderHostName, renderSubnet } from '../render/names';
import { listOf, structOf } from '../render/values';
import { IDestination, renderL4Destinations } from './destination';
import { IGateway } from './gateway-ref';
import { SOURCE_FIELDS } from './http-match';

/**
 * Conditions on a TLS connection that is passed on unopened, all of which must hold.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSMatchAttributes
 */
export interface TlsMatch {
  /** Names in the client's SNI, at least one; each must be covered by a host of the VirtualService. */
  readonly sniHosts: string[];
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

/** What a TLS route needs to know. */
export interface TlsRouteOptions {
  /** Conditions, at least one; one of them must hold. */
  readonly match: TlsMatch[];
}

/**
 * One rule for TLS connections that are routed by their SNI and not opened on the way.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSRoute
 */
export class TlsRoute {
  /** Passes connections on: all to a single destination, or shared out by weight among several. */
  public static to(destinations: IDestination[], options: TlsRouteOptions): TlsRoute {
    return new TlsRoute(destinations, options);
  }

  private constructor(
    private readonly destinations: IDestination[],
    private readonly options: TlsRouteOptions,
  ) {}

  /** @internal */
  public _render(place: Place): Manifest<VirtualServiceSpecTls> {
    const { match, ...rest } = place.struct(this.options, 'TlsRouteOptions');
    place.refuseUnknown(rest, 'TlsRouteOptions');
    const rendered = listOf(renderTlsMatch)(match ?? [], place.at('match'));
    if (rendered.length === 0) place.at('match').fail(match, 'has no condition', 'give at least one match with sniHosts');
    return {
      match: rendered,
      route: renderL4Destinations(this.destinations, place.at('route')),
    };
  }
}

/** A name in an SNI: a host, an address (against the standard, so istiod only warns), or what `isAutoPassthroughSni` knows. */
function renderSniHost(host: string, place: Place): string {
  return isIpAddress(host) || isAutoPassthroughSni(host) ? host : renderHostName(host, place);
}

const renderTlsMatchFields = structOf<TlsMatch, Manifest<VirtualServiceSpecTlsMatch>>('TlsMatch', {
  sniHosts: listOf(renderSniHost),
  destinationSubnets: listOf(renderSubnet),
  ...SOURCE_FIELDS,
});

function renderTlsMatch(match: TlsMatch, place: Place): Manifest<VirtualServiceSpecTlsMatch> {
  const rendered = renderTlsMatchFields(match, place);
  if (!rendered.sniHosts?.length) place.at('sniHosts').fail(match.sniHosts, 'has no name', 'give at least one, e.g. "*.example.com"');
  return rendered;
}
