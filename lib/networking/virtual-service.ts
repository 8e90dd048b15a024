import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Manifest } from '../render/manifest';
import { checkMetadata } from '../render/metadata';
import { isAutoPassthroughSni, isIpAddress } from '../render/names';
import { Place } from '../render/place';
import { listOf, madeBy, renderString } from '../render/values';
import type {
  VirtualServiceSpec,
  VirtualServiceSpecTcp,
  VirtualServiceSpecTls,
  VirtualServiceSpecTlsMatch,
} from '../../imports/networking.istio.io';
import { DelegateVirtualService, DelegateVirtualServiceProps } from './delegate-virtual-service';
import { renderExportTo } from './export-to';
import { IGateway, MESH, renderGatewayName } from './gateway-ref';
import { hostCovers, hostsOverlap } from './host-match';
import { jwtClaims } from './http-match';
import { HttpRoute, renderHttpRoute } from './http-route';
import { IService, renderHost } from './service';
import { TcpRoute } from './tcp-route';
import { TlsRoute } from './tls-route';

/** What a VirtualService is made of. Hosts, gateways and routes may be added later, too. */
export interface VirtualServiceProps {
  /** Name, namespace, labels, annotations. @default - named by its place in the app */
  readonly metadata?: ApiObjectMetadata;
  /**
   * Where requests are addressed to: services, DNS names, names with `*` in the first label, IP
   * addresses; at least one, and none that covers another. `*` alone only without the mesh's sidecars.
   */
  readonly hosts: (string | IService)[];
  /** Where the rules apply. `GatewayRef.MESH` stands for the sidecars. @default - the sidecars */
  readonly gateways?: IGateway[];
  /** Rules for HTTP, tried in order. @default - none */
  readonly http?: HttpRoute[];
  /** Rules for TLS that is not opened, tried in order. @default - none */
  readonly tls?: TlsRoute[];
  /** Rules for TCP, tried in order. @default - none */
  readonly tcp?: TcpRoute[];
  /** Namespaces whose proxies see it: `.` its own, `*` all, or names. @default - all, or what the mesh's config says */
  readonly exportTo?: string[];
}

/**
 * Rules that say where requests to some hosts go.
 *
 * `InvalidConfigError` is thrown at once for what is wrong in itself; a VirtualService without hosts or
 * routes, or whose parts contradict each other, fails at synth.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
export class VirtualService extends ApiObject {
  /** A VirtualService without hosts, whose rules others take over with `HttpRoute.delegate`. */
  public static delegate(scope: Construct, id: string, props: DelegateVirtualServiceProps = {}): DelegateVirtualService {
    return new DelegateVirtualService(scope, id, props);
  }

  private readonly spec: Manifest<VirtualServiceSpec>;
  private readonly place: Place = Place.of(this).at('spec');

  public constructor(scope: Construct, id: string, props: VirtualServiceProps) {
    const spec: Manifest<VirtualServiceSpec> = {};
    super(scope, id, { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: props?.metadata, spec });
    this.spec = spec;
    const { place } = this;
    const { metadata, hosts, gateways, http, tls, tcp, exportTo } = place.struct(props, 'VirtualServiceProps');
    place.refuseUnknown(props, 'VirtualServiceProps', FIELDS);
    checkMetadata(this, metadata);
    if (hosts !== undefined) listOf((host: string | IService) => this.addHost(host))(hosts, place.at('hosts'));
    if (gateways !== undefined) listOf((gateway: IGateway) => this.addGateway(gateway))(gateways, place.at('gateways'));
    if (http !== undefined) listOf((route: HttpRoute) => this.addHttpRoute(route))(http, place.at('http'));
    if (tls !== undefined) listOf((route: TlsRoute) => this.addTlsRoute(route))(tls, place.at('tls'));
    if (tcp !== undefined) listOf((route: TcpRoute) => this.addTcpRoute(route))(tcp, place.at('tcp'));
    if (exportTo !== undefined) spec.exportTo = renderExportTo(listOf(renderString)(exportTo, place.at('exportTo')), place.at('exportTo'));
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** The hosts as the manifest names them. */
  public get hosts(): string[] {
    return [...(this.spec.hosts ?? [])];
  }

  /** Adds a host; refused if it is one already, or if a wildcard covers the other. */
  public addHost(host: string | IService): void {
    const hosts = (this.spec.hosts ??= []);
    const place = this.place.at('hosts').at(hosts.length);
    const name = renderAddressedHost(host, place);
    const other = hosts.find((known) => hostsOverlap(known, name));
    if (other !== undefined)
      place.fail(
        name,
        `overlaps with the host ${JSON.stringify(other)}`,
        'remove one of the two, or move it to a VirtualService of its own',
      );
    hosts.push(name);
  }

  /** Adds a gateway whose requests the rules apply to. */
  public addGateway(gateway: IGateway): void {
    const gateways = (this.spec.gateways ??= []);
    gateways.push(renderGatewayName(gateway, this.place.at('gateways').at(gateways.length)));
  }

  /** Adds a rule for HTTP behind those that are there. */
  public addHttpRoute(route: HttpRoute): HttpRoute {
    const http = (this.spec.http ??= []);
    http.push(renderHttpRoute(route, this.place.at('http').at(http.length)));
    return route;
  }

  /** Adds a rule for TLS behind those that are there. */
  public addTlsRoute(route: TlsRoute): TlsRoute {
    const tls = (this.spec.tls ??= []);
    tls.push(renderTlsRoute(route, this.place.at('tls').at(tls.length)));
    return route;
  }

  /** Adds a rule for TCP behind those that are there. */
  public addTcpRoute(route: TcpRoute): TcpRoute {
    const tcp = (this.spec.tcp ??= []);
    tcp.push(renderTcpRoute(route, this.place.at('tcp').at(tcp.length)));
    return route;
  }

  /** What only the whole can show; asked at synth (`ValidateVirtualService` in pkg/config/validation of istio 1.30.3). */
  private problems(): string[] {
    const { place } = this;
    const { hosts = [], gateways = [], http = [], tls = [], tcp = [] } = this.spec;
    const problems: string[] = [];
    if (hosts.length === 0) {
      problems.push(
        place
          .at('hosts')
          .problem(undefined, 'has no host', 'give one, or make it with VirtualService.delegate if others shall delegate to it'),
      );
    }
    if (http.length + tls.length + tcp.length === 0) {
      problems.push(place.problem(undefined, 'has no route', 'add one with addHttpRoute, addTlsRoute or addTcpRoute'));
    }
    const mesh = gateways.length === 0 || gateways.includes(MESH);
    hosts.forEach((host, index) => {
      if (mesh && host === '*')
        problems.push(
          place
            .at('hosts')
            .at(index)
            .problem(host, 'would take every request of every sidecar, which Istio refuses', `${OTHER_GATEWAYS}, or name the hosts`),
        );
      if (isAutoPassthroughSni(host) && (mesh || tls.length === 0))
        problems.push(place.at('hosts').at(index).problem(host, 'is an SNI between gateways', `${OTHER_GATEWAYS}, and a TlsRoute`));
    });
    http.forEach((route, index) => {
      if (!mesh) return;
      for (const { claim, at } of jwtClaims(route, place.at('http').at(index)))
        problems.push(at.problem(claim, 'is a claim of a JWT, which only gateways can match', OTHER_GATEWAYS));
    });
    tls.forEach((route, index) => problems.push(...sniProblems(route.match, this.spec, place.at('tls').at(index))));
    return problems;
  }
}

const FIELDS = new Set<keyof VirtualServiceProps>(['metadata', 'hosts', 'gateways', 'http', 'tls', 'tcp', 'exportTo']);

const OTHER_GATEWAYS = 'give gateways other than GatewayRef.MESH';

const renderTlsRoute = madeBy<Manifest<VirtualServiceSpecTls>>(
  'TlsRoute',
  'to([destination], { match: [{ sniHosts: ["*.example.com"] }] })',
);
const renderTcpRoute = madeBy<Manifest<VirtualServiceSpecTcp>>('TcpRoute', 'to([destination])');

/** A host that requests are addressed to: a name, an IP address, or an SNI between gateways. */
function renderAddressedHost(host: string | IService, place: Place): string {
  return typeof host === 'string' && (isIpAddress(host) || isAutoPassthroughSni(host)) ? host : renderHost(host, place);
}

/** `validateSniHost` in pkg/config/validation of istio 1.30.3. */
function sniProblems(
  matches: Manifest<VirtualServiceSpecTlsMatch>[],
  { hosts = [], gateways = [] }: Manifest<VirtualServiceSpec>,
  place: Place,
): string[] {
  return matches.flatMap((match, index) =>
    match.sniHosts.flatMap((sni, position) => {
      const at = place.at('match').at(index).at('sniHosts').at(position);
      if (isAutoPassthroughSni(sni) && gateways.includes(MESH)) return [at.problem(sni, 'is an SNI between gateways', OTHER_GATEWAYS)];
      if (isIpAddress(sni) || hosts.length === 0 || hosts.some((host) => hostCovers(host, sni))) return [];
      return [at.problem(sni, `is not covered by the hosts ${hosts.join(', ')}`, 'add it to the hosts of the VirtualService')];
    }),
  );
}
