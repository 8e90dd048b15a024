import { isWildcard, Kind, ServiceEntrySpec, stringsIn, textOf, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { destinationsOf } from '../destinations';

/**
 * Destinations that only a wildcard ServiceEntry covers: istiod makes a cluster for `*.example.com`, none for
 * `a.example.com`, so that the route answers 503. `GetDestinationCluster`, istio 1.30.3
 * pilot/pkg/networking/core/route/route.go, looks the host up by its very name.
 */
export const wildcardDestination: Analyzer = {
  name: 'virtual-service/wildcard-destination',
  codes: ['destination-under-wildcard'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      for (const { destination, field } of destinationsOf(resource.spec)) {
        const host = textOf(destination.host);
        if (isWildcard(host)) continue;
        const entry = context.hosts.find(host, resource.namespace, stringsIn(resource.spec.exportTo));
        if (entry?.resource.kind !== Kind.SERVICE_ENTRY) continue;
        const hosts = stringsIn((entry.resource.spec as ServiceEntrySpec).hosts);
        if (
          hosts.some(
            (each) =>
              !isWildcard(each) &&
              context.hosts.fullName(each, entry.resource.namespace) === context.hosts.fullName(host, resource.namespace),
          )
        )
          continue;
        yield {
          code: 'destination-under-wildcard',
          resource,
          field: [...field, 'host'],
          message: `"${host}" is only part of ${hosts.filter(isWildcard).join(', ')}, for which a route can't name it: it answers 503. Give "${host}" a ServiceEntry of its own.`,
          outside: true,
        };
      }
    }
  },
};
