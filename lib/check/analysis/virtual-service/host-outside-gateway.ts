import {
  GatewaySpec,
  HostMap,
  hostsForNamespace,
  hostsMatch,
  isWildcard,
  Kind,
  objectsIn,
  stringsIn,
  VirtualServiceSpec,
} from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { stringsWithIndex } from '../destinations';
import { gatewayKey, MESH, splitKey } from '../gateway-name';

/**
 * Hosts of a VirtualService that none of its Gateways serves, while others of its hosts are served: requests for them get
 * 404. Where none is served, it is IST0132. `buildGatewayHTTPRouteConfig`, istio 1.30.3 pilot/pkg/networking/core/gateway.go,
 * keeps the hosts that servers and VirtualService have in common.
 */
export const hostOutsideGateway: Analyzer = {
  name: 'virtual-service/host-outside-gateway',
  codes: ['host-outside-gateway'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const names = stringsIn(resource.spec.gateways);
      // For the sidecars any host will do; of a Gateway that isn't here nobody knows the hosts.
      if (names.length === 0 || names.includes(MESH)) continue;
      const served = names.map((name) => servedHosts(context, name, resource.namespace));
      if (served.includes(undefined)) continue;
      const isServed = (host: string) => served.some((hosts) => hosts!.covers(host));
      const missing = [...stringsWithIndex(resource.spec.hosts)].filter(([, host]) => !isServed(host));
      if (missing.length === stringsIn(resource.spec.hosts).length) continue;
      for (const [index, host] of missing) {
        yield {
          code: 'host-outside-gateway',
          resource,
          field: ['spec', 'hosts', index],
          message: `No server of ${names.join(', ')} has the host "${host}", so requests for it get 404 there. Add it to a server, or remove it here.`,
        };
      }
    }
  },
};

function servedHosts(context: Context, name: string, namespace: string): ServedHosts | undefined {
  const { namespace: own, name: plain } = splitKey(gatewayKey(name, namespace));
  const gateway = context.get<GatewaySpec>(Kind.GATEWAY, own, plain);
  if (!gateway) return undefined;
  const hosts = objectsIn(gateway.spec.servers)
    .flatMap((server) => stringsIn(server.hosts))
    .map((host) => (host.startsWith('./') ? `${own}/${host.slice(2)}` : host));
  return new ServedHosts(hostsForNamespace(hosts, namespace));
}

/** The hosts of a Gateway, asked for one after the other. */
class ServedHosts {
  private readonly index = new HostMap<true>();

  public constructor(private readonly hosts: readonly string[]) {
    for (const host of hosts) this.index.set(host, true);
  }

  public covers(host: string): boolean {
    return this.index.mostSpecific(host) === true || (isWildcard(host) && this.hosts.some((each) => hostsMatch(each, host)));
  }
}
