import { GatewaySpec, isHttp, objectsIn, parseProtocol, Protocol, Resource, Server, stringsIn } from '../../model';
import { ServiceTarget } from '../proxy';

/** A server of a Gateway, its hosts with the namespace spelled out. */
export interface GatewayServer {
  /** The Gateway, `namespace/name`. */
  readonly gateway: string;
  readonly resource: Resource<GatewaySpec>;
  readonly spec: Server;
  /** Its place in `spec.servers`. */
  readonly position: number;
  readonly hosts: readonly string[];
  /** The port as the Gateway says it. */
  readonly port: number;
  readonly protocol: Protocol;
}

/** Servers that share a port, protocol and address. `MergedServers` */
export interface MergedServers {
  /** The port the proxy listens on. */
  readonly port: number;
  readonly bind: string;
  readonly protocol: Protocol;
  readonly routeName: string;
  readonly servers: GatewayServer[];
}

/** A server that had to give way, and why. */
export interface SkippedServer {
  readonly server: GatewayServer;
  readonly port: number;
  readonly reason: string;
}

/** A port, protocol and address. `ServerPort` */
interface ServerPort {
  readonly number: number;
  readonly protocol: Protocol;
  readonly bind: string;
  readonly key: string;
}

/** A label of Services that keeps Gateways from meaning their ports. */
const NO_PORT_TRANSLATION = 'experimental.istio.io/disable-gateway-port-translation';

/**
 * All Gateways of one proxy as one: which servers share a listener, and which lose against an older one.
 * `mergeGateways`, istio 1.30.3 pilot/pkg/model/gateway.go
 */
export class MergedGateway {
  /** In the order of their first server. */
  public readonly ports: readonly MergedServers[];
  public readonly skipped: readonly SkippedServer[];
  private readonly byRouteName = new Map<string, GatewayServer[]>();
  private readonly merged = new Map<string, MergedServers>();
  private readonly lost: SkippedServer[] = [];
  private readonly takenPorts = new Set<number>();
  private readonly plainText = new Map<number, ServerPort>();
  private readonly bindsOfPort = new Map<number, Set<string>>();
  private readonly tlsHosts = new Map<number, Map<string, string>>();

  public constructor(gateways: readonly Resource<GatewaySpec>[], allTargets: readonly ServiceTarget[]) {
    const targets = allTargets.filter(({ isRepeated }) => !isRepeated);
    for (const gateway of gateways) {
      objectsIn(gateway.spec.servers).forEach((spec, position) => {
        if (!spec.port?.number) return;
        const server = toServer(gateway, spec, position);
        this.add(server, listenPortOf(server.port, targets));
      });
    }
    this.ports = [...this.merged.values()];
    this.skipped = this.lost;
  }

  /** The servers whose hosts share a route configuration. */
  public serversOf(routeName: string): readonly GatewayServer[] {
    return this.byRouteName.get(routeName) ?? [];
  }

  private add(server: GatewayServer, port: number): void {
    const routeName = routeNameOf(server, port);
    const bind = server.spec.bind ?? '';
    if (server.spec.tls && !this.claimTlsHosts(server, port, bind)) return;
    const serverPort = { number: port, protocol: server.protocol, bind, key: `${port} ${server.protocol} ${bind}` };
    if (!this.takenPorts.has(port)) {
      this.takenPorts.add(port);
      this.open(server, serverPort, routeName);
      return;
    }
    const current = this.plainText.get(port);
    if (current) this.addToPlainText(server, serverPort, current, routeName);
    else if (!isTlsServer(server)) this.open(server, serverPort, routeName);
    else this.addToTls(server, serverPort, routeName);
  }

  /** A server with TLS needs its hosts for itself: sharing one loses it all of them. `CheckDuplicates` */
  private claimTlsHosts(server: GatewayServer, port: number, bind: string): boolean {
    let known = this.tlsHosts.get(port);
    if (!known) this.tlsHosts.set(port, (known = new Map<string, string>()));
    const duplicates = claimHosts(server.hosts, bind, known);
    if (duplicates.length > 0) this.skip(server, port, `an older server of that port has ${duplicates.join(', ')}`);
    return duplicates.length === 0;
  }

  private addToPlainText(server: GatewayServer, serverPort: ServerPort, current: ServerPort, routeName: string): void {
    const isSameBind = current.bind === serverPort.bind;
    const canMerge = (isHttp(server.protocol) || server.protocol === current.protocol) && isHttp(current.protocol);
    if (isSameBind && (!canMerge || routeName === '')) {
      this.skip(server, serverPort.number, `an older server has that port for ${current.protocol}`);
      return;
    }
    if (isSameBind) this.join(this.merged.get(current.key)!, server, routeName);
    else if (this.merged.has(serverPort.key)) this.join(this.merged.get(serverPort.key)!, server, routeName);
    else this.open(server, serverPort, routeName);
  }

  private addToTls(server: GatewayServer, serverPort: ServerPort, routeName: string): void {
    if (isHttpServer(server)) {
      if (this.byRouteName.has(routeName)) {
        this.skip(server, serverPort.number, `its port name ${server.spec.port?.name ?? ''} is not unique`);
        return;
      }
      this.byRouteName.set(routeName, [server]);
    }
    const existing = this.merged.get(serverPort.key);
    if (existing) existing.servers.push(server);
    else
      this.merged.set(serverPort.key, {
        port: serverPort.number,
        bind: serverPort.bind,
        protocol: serverPort.protocol,
        routeName: '',
        servers: [server],
      });
    const binds = this.bindsOfPort.get(serverPort.number) ?? new Set();
    this.bindsOfPort.set(serverPort.number, binds.add(serverPort.bind));
  }

  private join(servers: MergedServers, server: GatewayServer, routeName: string): void {
    servers.servers.push(server);
    const sharing = this.byRouteName.get(routeName);
    if (sharing) sharing.push(server);
    else this.byRouteName.set(routeName, [server]);
  }

  /** `addPlainTextServer` */
  private open(server: GatewayServer, serverPort: ServerPort, routeName: string): void {
    if (!isTlsServer(server)) this.plainText.set(serverPort.number, serverPort);
    if (isHttpServer(server)) this.byRouteName.set(routeName, [server]);
    this.merged.set(serverPort.key, {
      port: serverPort.number,
      bind: serverPort.bind,
      protocol: serverPort.protocol,
      routeName,
      servers: [server],
    });
  }

  private skip(server: GatewayServer, port: number, reason: string): void {
    this.lost.push({ server, port, reason });
  }
}

/** Takes hosts that are free at an address; if any is not, takes none and says which. `CheckDuplicates` */
export function claimHosts(hosts: readonly string[], bind: string, known: Map<string, string>): readonly string[] {
  const duplicates = hosts.filter((host) => known.get(host) === bind);
  if (duplicates.length === 0) for (const host of hosts) known.set(host, bind);
  return duplicates;
}

function toServer(gateway: Resource<GatewaySpec>, spec: Server, position: number): GatewayServer {
  return {
    gateway: `${gateway.namespace}/${gateway.name}`,
    resource: gateway,
    spec,
    position,
    hosts: hostsOf(stringsIn(spec.hosts), gateway.namespace),
    port: spec.port!.number!,
    protocol: parseProtocol(spec.port!.protocol),
  };
}

/** `./host` is the Gateway's own namespace's, `*\/host` any namespace's. `sanitizeServerHostNamespace` */
function hostsOf(hosts: readonly string[], namespace: string): readonly string[] {
  if (hosts.includes('*/*')) return ['*'];
  return hosts.map((host) => (host.startsWith('./') ? `${namespace}/${host.slice(2)}` : host.startsWith('*/') ? host.slice(2) : host));
}

/** The Pod's port of the first Service that has the port; without one the port itself. `resolvePorts` */
export function listenPortOf(port: number, targets: readonly ServiceTarget[]): number {
  const target = targets.find((each) => each.port.port === port && !Object.hasOwn(each.service.resource.labels, NO_PORT_TRANSLATION));
  return target?.targetPort ?? port;
}

/** `gatewayRDSRouteName` */
export function routeNameOf(server: GatewayServer, listenPort: number): string {
  const bind = server.spec.bind ? `.${server.spec.bind}` : '';
  if (isHttp(server.protocol)) return `http.${listenPort}${bind}`;
  if (server.protocol !== 'HTTPS' || isPassthrough(server)) return '';
  const { name, namespace } = server.resource;
  return `https.${server.port}.${server.spec.port?.name ?? ''}.${name}.${namespace}${bind}`;
}

/** `IsPassThroughServer`: also the meaning of a mode that is left out. istio 1.30.3 pkg/config/gateway/gateway.go */
export function isPassthrough(server: GatewayServer): boolean {
  const { tls } = server.spec;
  return !!tls && ['PASSTHROUGH', 'AUTO_PASSTHROUGH'].includes(tls.mode ?? 'PASSTHROUGH');
}

/** `IsTLSServer` */
function isTlsServer(server: GatewayServer): boolean {
  return !!server.spec.tls && !isHttp(server.protocol);
}

/** `IsHTTPServer` */
function isHttpServer(server: GatewayServer): boolean {
  return isHttp(server.protocol) || (server.protocol === 'HTTPS' && !isPassthrough(server));
}
