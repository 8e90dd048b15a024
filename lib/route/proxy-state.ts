import { Service } from '../model';
import { Clusters } from './cluster/clusters';
import { resolveAddress } from './environment';
import { JwtHeaders } from './http/jwt-headers';
import { Listener } from './listener/listener';
import { Proxy } from './proxy';
import { PushContext } from './push/push-context';
import { SidecarScope } from './push/sidecar-scope';
import { VirtualService } from './push/virtual-service';
import { RouteConfiguration, VirtualHost } from './virtualhost/route-configuration';

/** How many resolved names are remembered. */
const LIMIT = 100_000;

/** A listener that may still have to be made. */
interface Slot {
  make: (() => Listener | undefined) | undefined;
  listener: Listener | undefined;
}

/** Most ports have one listener for all addresses, so that to look for one of a single address finds out soon. */
function byPortAndAddress(index: ReadonlyMap<string, () => Listener | undefined>): ReadonlyMap<number, ReadonlyMap<string, Slot>> {
  const ports = new Map<number, Map<string, Slot>>();
  for (const [name, make] of index) {
    const end = name.lastIndexOf('_');
    const port = Number(name.slice(end + 1));
    const slot: Slot = { make, listener: undefined };
    const ofPort = ports.get(port);
    if (ofPort) ofPort.set(name.slice(0, end), slot);
    else ports.set(port, new Map([[name.slice(0, end), slot]]));
  }
  return ports;
}

/** What istiod would have sent to one proxy, made piece by piece as requests ask for it. */
export class ProxyState {
  public readonly scope: SidecarScope;
  public readonly clusters: Clusters;
  /** The proxy's own DNS domain, from which it takes short names. */
  public readonly domain: string;
  /** Only gateways look at tokens before they route. */
  public readonly jwtHeaders: JwtHeaders | undefined;
  public readonly virtualHosts = new Map<number, readonly VirtualHost[]>();
  private readonly routeConfigurations = new Map<string, RouteConfiguration>();
  private readonly boundVirtualServices = new Map<string, readonly VirtualService[]>();
  private readonly addresses = new Map<string, string>();
  private listeners?: ReadonlyMap<number, ReadonlyMap<string, Slot>>;

  public constructor(
    public readonly push: PushContext,
    public readonly proxy: Proxy,
  ) {
    this.scope = push.scopeOf(proxy);
    this.clusters = new Clusters(push, proxy, this.scope);
    this.jwtHeaders = proxy.type === 'router' ? new JwtHeaders(push.model, proxy) : undefined;
    this.domain = `${proxy.namespace}.svc.${push.model.domain}`;
  }

  /** The route configuration of a name, made once. */
  public routeConfiguration(name: string, make: () => RouteConfiguration): RouteConfiguration {
    let configuration = this.routeConfigurations.get(name);
    if (!configuration) this.routeConfigurations.set(name, (configuration = make()));
    return configuration;
  }

  /** The VirtualServices that this proxy sees on a gateway. */
  public virtualServicesForGateway(gateway: string): readonly VirtualService[] {
    let bound = this.boundVirtualServices.get(gateway);
    if (!bound) this.boundVirtualServices.set(gateway, (bound = this.push.virtualServices.forGateway(this.proxy.namespace, gateway)));
    return bound;
  }

  /** The listener of an address and port, by its name in an index, `<address>_<port>`; each is made when first asked for. */
  public listener(address: string, port: number, index: () => ReadonlyMap<string, () => Listener | undefined>): Listener | undefined {
    const slot = (this.listeners ??= byPortAndAddress(index())).get(port)?.get(address);
    if (slot?.make) {
      slot.listener = slot.make();
      slot.make = undefined;
    }
    return slot?.listener;
  }

  /** The address that a name resolves to for this proxy's workload. */
  public address(host: string): string {
    let address = this.addresses.get(host);
    if (address === undefined) {
      if (this.addresses.size >= LIMIT) this.addresses.clear();
      this.addresses.set(host, (address = resolveAddress(this.push.model, host, this.proxy.namespace)));
    }
    return address;
  }

  /** The service of a host as this proxy sees it. `ServiceForHostname`, istio 1.30.3 pilot/pkg/model/push_context.go */
  public service(hostname: string): Service | undefined {
    return this.scope.services.get(hostname);
  }
}
