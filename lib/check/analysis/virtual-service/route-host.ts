import { isIpAddress, isWildcard, Kind, listOf, resolveShortHost, stringsIn, textOf, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { destinationsOf, objectsWithIndex, stringsWithIndex } from '../destinations';

/**
 * Hosts of VirtualServices for sidecars that no Service or ServiceEntry has. Sidecars listen for services, so rules for
 * another host have no effect; but for HTTP on port 80, where istiod takes any host.
 * `buildSidecarOutboundVirtualHosts`, istio 1.30.3 pilot/pkg/networking/core/httproute.go;
 * `buildSidecarOutboundTLSFilterChainOpts`, tls.go
 */
export const routeHost: Analyzer = {
  name: 'virtual-service/route-host',
  codes: ['unknown-route-host'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    const { model, hosts } = context;
    let served: ReadonlySet<string> | undefined;
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const { spec, namespace } = resource;
      if (stringsIn(spec.gateways).some((name) => name !== 'mesh')) continue;
      for (const [index, host] of stringsWithIndex(spec.hosts)) {
        const full = resolveShortHost(host, namespace, model.domain);
        if (host === '' || isWildcard(host) || isIpAddress(host) || model.servicesOf(full).length > 0) continue;
        const isOfCluster = hosts.namespaceOf(host, namespace) !== undefined;
        const outside = hosts.isOutside(host, namespace);
        served ??= new Set(context.of(Kind.SERVICE).map((service) => service.namespace));
        // Of a namespace of which the set has no Service nobody knows the others.
        if (isOfCluster && outside && !served.has(hosts.namespaceOf(host, namespace)!)) continue;
        const [name, owner, ...rest] = host.split('.');
        // Where it is a destination here too, IST0101 says so.
        if (destinationsOf(spec).some(({ destination }) => resolveShortHost(textOf(destination.host), namespace, model.domain) === full))
          continue;
        // Where this names a Service, it is host-with-one-dot.
        if (!isOfCluster && (takesPort80(spec) || (rest.length === 0 && context.get(Kind.SERVICE, owner ?? '', name!)))) continue;
        yield {
          code: 'unknown-route-host',
          resource,
          field: ['spec', 'hosts', index],
          message: isOfCluster
            ? `There is no Service ${full}, so these rules have no effect on any. Mend the name, or give it in full (name.namespace.svc.${model.domain}).`
            : `No ServiceEntry has "${host}", and without one sidecars do not listen for it on these ports, so these rules have no effect. Add a ServiceEntry.`,
          outside,
        };
      }
    }
  },
};

/** True where some rule may hold on port 80 for HTTP. */
function takesPort80({ http }: VirtualServiceSpec): boolean {
  return objectsWithIndex(http).some(
    ([, { match }]) => listOf(match).length === 0 || objectsWithIndex(match).some(([, { port }]) => !port || port === 80),
  );
}
