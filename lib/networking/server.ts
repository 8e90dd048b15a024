import type { Manifest } from '../render/manifest';
import type { Place } from '../render/place';
import type { GatewaySpecServers, GatewaySpecServersPort, GatewaySpecServersTls } from '../../imports/networking.istio.io';
import { hostProblem, isDnsLabel, isIpAddress, splitName } from '../render/names';
import { renderPort } from '../render/number';
import { listOf, madeBy, oneOf, renderBoolean, renderString } from '../render/values';
import { ServerTlsSettings } from './server-tls-settings';

/** Protocols of a server that is not encrypted and speaks HTTP. */
export enum HttpServerProtocol {
  /** HTTP/1.1, and HTTP/2 where the client asks for it. */
  HTTP = 'HTTP',
  /** HTTP/2. */
  HTTP2 = 'HTTP2',
  /** gRPC. */
  GRPC = 'GRPC',
  /** gRPC-Web. */
  GRPC_WEB = 'GRPC-WEB',
}

/** Protocols of a server that passes on bytes, some of which Envoy can read for statistics. */
export enum TcpServerProtocol {
  /** Any. */
  TCP = 'TCP',
  /** MongoDB. */
  MONGO = 'MONGO',
  /** MySQL; read only where the mesh switches its filter on. */
  MYSQL = 'MYSQL',
  /** Redis; read only where the mesh switches its filter on. */
  REDIS = 'REDIS',
}

/** Where a server listens. */
export interface ServerPort {
  /**
   * Port of the gateway's Service, or of its workload if no Service has it, 1 to 65535; 0 and only 0 with a Unix
   * domain socket.
   */
  readonly number: number;
  /** Name of the port, not twice in a Gateway. @default - protocol and number, e.g. `http-8080` */
  readonly name?: string;
}

/** What every server of a gateway has. */
export interface ServerProps {
  /** Where it listens. */
  readonly port: ServerPort;
  /**
   * Hosts that it serves, at least one: `*`, DNS names with a dot, `*.example.com`, or IPv4 addresses, each
   * with an optional namespace of the VirtualServices that may use it: `shop/*`, `./shop.example.com`.
   */
  readonly hosts: string[];
  /** IP address, or `unix:///path` or `unix://@name`, to listen on. @default - all addresses */
  readonly bind?: string;
  /** Name of the server, a prefix of its statistics. @default - none */
  readonly name?: string;
}

/** A server for plain HTTP. */
export interface HttpServerProps extends ServerProps {
  /** @default HttpServerProtocol.HTTP */
  readonly protocol?: HttpServerProtocol;
  /** Answers every request with a 301 to https. @default false */
  readonly httpsRedirect?: boolean;
}

/** A server that listens for TLS. */
export interface TlsServerProps extends ServerProps {
  /** What to do with it. */
  readonly tls: ServerTlsSettings;
}

/** A server for anything that is neither HTTP nor TLS. */
export interface TcpServerProps extends ServerProps {
  /** @default TcpServerProtocol.TCP */
  readonly protocol?: TcpServerProtocol;
}

/**
 * A port of a gateway, the hosts that it serves there, and its TLS.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#Server
 */
export class Server {
  /** Plain HTTP, for `HttpRoute`s. */
  public static http(props: HttpServerProps): Server {
    return new Server(props, (place) => {
      place.refuseUnknown(props, NAME, HTTP_FIELDS);
      const { protocol = HttpServerProtocol.HTTP, httpsRedirect } = props;
      renderHttpProtocol(protocol, place.at('port').at('protocol'));
      if (httpsRedirect === undefined) return { protocol };
      return { protocol, tls: { httpsRedirect: renderBoolean(httpsRedirect, place.at('tls').at('httpsRedirect')) } };
    });
  }

  /** HTTP over TLS. Where TLS is opened, `HttpRoute`s apply, else `TlsRoute`s. */
  public static https(props: TlsServerProps): Server {
    return new Server(props, (place) => renderTlsProtocol('HTTPS', props, place));
  }

  /** Anything over TLS. Where TLS is opened, `TcpRoute`s apply, else `TlsRoute`s. */
  public static tls(props: TlsServerProps): Server {
    return new Server(props, (place) => renderTlsProtocol('TLS', props, place));
  }

  /** Bytes, for `TcpRoute`s. */
  public static tcp(props: TcpServerProps): Server {
    return new Server(props, (place) => {
      place.refuseUnknown(props, NAME, TCP_FIELDS);
      const { protocol = TcpServerProtocol.TCP } = props;
      return { protocol: renderTcpProtocol(protocol, place.at('port').at('protocol')) };
    });
  }

  private constructor(
    private readonly props: ServerProps,
    private readonly renderProtocol: (place: Place) => RenderedProtocol,
  ) {}

  /** `validateServer` in pkg/config/validation of istio 1.30.3. @internal */
  public _render(place: Place): Manifest<GatewaySpecServers> {
    const { port, hosts, bind, name } = place.struct(this.props, 'ServerProps');
    const { protocol, tls } = this.renderProtocol(place);
    const rendered: Manifest<GatewaySpecServers> = {
      port: renderServerPort(port, place.at('port'), protocol, bind),
      hosts: renderServerHosts(hosts, place.at('hosts')),
    };
    if (tls !== undefined) rendered.tls = tls;
    if (bind !== undefined) rendered.bind = renderBind(bind, place.at('bind'));
    if (name !== undefined) rendered.name = renderString(name, place.at('name'));
    return rendered;
  }
}

interface RenderedProtocol {
  readonly protocol: string;
  readonly tls?: Manifest<GatewaySpecServersTls>;
}

const NAME = 'a server of this protocol';
const SHARED_FIELDS: (keyof ServerProps)[] = ['port', 'hosts', 'bind', 'name'];
const HTTP_FIELDS = new Set<keyof HttpServerProps>([...SHARED_FIELDS, 'protocol', 'httpsRedirect']);
const TLS_FIELDS = new Set<keyof TlsServerProps>([...SHARED_FIELDS, 'tls']);
const TCP_FIELDS = new Set<keyof TcpServerProps>([...SHARED_FIELDS, 'protocol']);

const renderHttpProtocol = oneOf(Object.values(HttpServerProtocol));
const renderTcpProtocol = oneOf(Object.values(TcpServerProtocol));
const PORT_FIELDS = new Set<keyof ServerPort>(['number', 'name']);
const renderTls = madeBy<Manifest<GatewaySpecServersTls>>('ServerTlsSettings', 'simple(ServerCredential.secret("shop-cert"))');

function renderTlsProtocol(protocol: 'HTTPS' | 'TLS', props: TlsServerProps, place: Place): RenderedProtocol {
  place.refuseUnknown(props, NAME, TLS_FIELDS);
  return { protocol, tls: renderTls(props.tls, place.at('tls')) };
}

function renderServerPort(port: ServerPort, place: Place, protocol: string, bind: string | undefined): Manifest<GatewaySpecServersPort> {
  const { number, name } = place.struct(port, 'ServerPort');
  place.refuseUnknown(port, 'ServerPort', PORT_FIELDS);
  if (!isUnixSocket(bind)) renderPort(number, place.at('number'));
  else if (number !== 0) place.at('number').fail(number, 'is a port, which a Unix domain socket has not', 'give 0');
  if (name === '') place.at('name').fail(name, 'is empty, which Istio refuses', 'name the port, or leave the name out');
  return { number, protocol, name: place.field('name', name, renderString) ?? `${protocol.toLowerCase()}-${number}` };
}

const UNIX = 'unix://';

function isUnixSocket(bind: string | undefined): boolean {
  return typeof bind === 'string' && bind.startsWith(UNIX);
}

function renderBind(bind: string, place: Place): string {
  if (isUnixSocket(bind)) {
    if (!/^(?:@|\/.*[^/]$)/s.test(bind.slice(UNIX.length)))
      place.fail(bind, 'is not a Unix domain socket', 'give an absolute path, "unix:///path", or an abstract name, "unix://@name"');
  } else if (bind !== '' && !isIpAddress(bind)) {
    place.fail(bind, 'is not an address to listen on', 'give an IP address, "unix:///path" or "unix://@name"');
  }
  return bind;
}

function renderServerHosts(hosts: string[], place: Place): string[] {
  const rendered = listOf(renderServerHost)(hosts ?? [], place);
  if (rendered.length === 0) place.fail(hosts, 'has no host', 'give at least one, "*" for all');
  return rendered;
}

/** `ValidateNamespaceSlashWildcardHostname` in pkg/config/validation/agent of istio 1.30.3. */
function renderServerHost(host: string, place: Place): string {
  const { namespace, base: name } = splitName(renderString(host, place));
  if (namespace !== undefined && namespace !== '*' && namespace !== '.' && !isDnsLabel(namespace)) {
    place.fail(host, `has the invalid namespace ${JSON.stringify(namespace)}`, 'use "*", "." or a namespace in front of the slash');
  }
  if (name === '*') return host;
  // An IPv6 address has no dot; istiod refuses it with the short names.
  if (!name.includes('.'))
    place.fail(host, 'is a short name, which Istio refuses here', 'give a DNS name with a dot, e.g. "reviews.bookinfo.svc.cluster.local"');
  if (isIpAddress(name)) return host;
  if (name.startsWith('*') && !name.startsWith('*.'))
    place.fail(host, 'has "*" for a part of a label', 'use "*" for whole labels: "*.example.com"');
  const problem = hostProblem(name);
  if (problem) place.fail(host, problem, 'give a DNS name such as "shop.example.com" or "*.example.com"');
  return host;
}
