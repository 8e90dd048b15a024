import { GatewaySpec, Kind, objectsIn, Resource, stringsIn, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { stringsWithIndex } from '../destinations';
import { few } from '../few';
import { gatewayKey, MESH, splitKey } from '../gateway-name';
import { ServedHosts } from '../served-hosts';

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
    const serversOf = new Map<Resource, ServedHosts>();
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const names = stringsIn(resource.spec.gateways);
      // For the sidecars any host will do; of a Gateway that isn't here nobody knows the hosts.
      if (names.length === 0 || names.includes(MESH)) continue;
      const gateways = names.map((name) => gatewayOf(context, name, resource.namespace));
      if (gateways.includes(undefined)) continue;
      const isServed = (host: string) => gateways.some((gateway) => servedHosts(serversOf, gateway!).has(host, resource.namespace));
      const missing = [...stringsWithIndex(resource.spec.hosts)].filter(([, host]) => !isServed(host));
      if (missing.length === stringsIn(resource.spec.hosts).length) continue;
      for (const [index, host] of missing) {
        yield {
          code: 'host-outside-gateway',
          resource,
          field: ['spec', 'hosts', index],
          message: `No server of ${few(names)} has the host "${host}", so requests for it get 404 there. Add it to a server, or remove it here.`,
        };
      }
    }
  },
};

function gatewayOf(context: Context, name: string, from: string): Resource<GatewaySpec> | undefined {
  const { namespace, name: plain } = splitKey(gatewayKey(name, from));
  return context.get<GatewaySpec>(Kind.GATEWAY, namespace, plain);
}

/** The hosts of a Gateway, looked at once. */
function servedHosts(known: Map<Resource, ServedHosts>, gateway: Resource<GatewaySpec>): ServedHosts {
  let served = known.get(gateway);
  if (!served) {
    const hosts = objectsIn(gateway.spec.servers).flatMap((server) => stringsIn(server.hosts));
    served = new ServedHosts(hosts.map((host) => (host.startsWith('./') ? `${gateway.namespace}/${host.slice(2)}` : host)));
    known.set(gateway, served);
  }
  return served;
}
