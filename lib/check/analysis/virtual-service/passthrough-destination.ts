import { Kind, listOf, resolveShortHost, stringsIn, textOf, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { destinationsOf } from '../destinations';
import { MESH } from '../gateway-name';

/**
 * Sidecars' rules that send the traffic of one host to a headless service, or to a ServiceEntry without resolution: such a
 * cluster has no endpoints of its own and goes to the address that the client dialled, which is the first host's.
 * `convertResolution`, istio 1.30.3 pilot/pkg/networking/core/cluster.go: ORIGINAL_DST for sidecars
 */
export const passthroughDestination: Analyzer = {
  name: 'virtual-service/passthrough-destination',
  codes: ['destination-by-dialled-address'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    const { model } = context;
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const { spec, namespace } = resource;
      if (listOf(spec.gateways).length > 0 && !stringsIn(spec.gateways).includes(MESH)) continue;
      const own = new Set(stringsIn(spec.hosts).map((host) => resolveShortHost(host, namespace, model.domain)));
      // A delegate's hosts are its root's, and a wildcard may stand for the destination itself.
      if (own.size === 0 || [...own].some((host) => host.startsWith('*'))) continue;
      for (const { destination, field } of destinationsOf(spec)) {
        const host = resolveShortHost(textOf(destination.host), namespace, model.domain);
        // `name.namespace` is another name of the same addresses.
        if (own.has(host) || [...own].some((each) => host.startsWith(`${each}.`))) continue;
        const services = model.servicesOf(host);
        if (services.length === 0 || services.some(({ resolution }) => resolution !== 'Passthrough')) continue;
        yield {
          code: 'destination-by-dialled-address',
          resource,
          field: [...field, 'host'],
          message: `${host} ${services[0]!.registry === 'Kubernetes' ? 'is headless' : 'has resolution NONE'}, so sidecars send this traffic to the address that was dialled, one of ${[...own].join(', ')}. Route to a service with a ClusterIP, or to a ServiceEntry with a resolution.`,
        };
      }
    }
  },
};
