import { DestinationRuleSpec, isObject, Kind, resolveShortHost, selects, textOf, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { destinationsOf, objectsWithIndex } from '../destinations';
import { printSelector } from '../pods';

/**
 * Subsets that routes of the set use and no workload of their service carries, though Pods of other services do, which is
 * all that IST0173 asks; and subsets without labels, which are the whole service.
 * `populateSubset…` of the endpoint builder, istio 1.30.3 pilot/pkg/xds/endpoints/endpoint_builder.go, takes the service's
 * own endpoints only
 */
export const subsetOfService: Analyzer = {
  name: 'destination-rule/subset-of-service',
  codes: ['subset-without-labels', 'subset-without-workloads'],
  kinds: [Kind.DESTINATION_RULE],
  *analyze(context) {
    const { model } = context;
    const routed = routedSubsets(context);
    for (const resource of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
      const host = resolveShortHost(textOf(resource.spec.host), resource.namespace, model.domain);
      const services = model.servicesOf(host);
      // By DNS nobody but the resolver knows the endpoints, and their labels are the ServiceEntry's.
      const endpoints = services.flatMap((service) => service.ports.flatMap((port) => [...model.endpointsOf(service, port)]));
      for (const [index, { name, labels }] of objectsWithIndex(resource.spec.subsets)) {
        const field = ['spec', 'subsets', index];
        if (!isObject(labels) || Object.keys(labels).length === 0) {
          yield {
            code: 'subset-without-labels',
            resource,
            field,
            message: `The subset "${textOf(name)}" has no labels, so it is the whole service. Give it the labels of its Pods, unless it is there for its policy.`,
          };
          continue;
        }
        if (!routed.has(`${context.hosts.serviceName(host, resource.namespace)} ${textOf(name)}`)) continue;
        if (endpoints.length === 0 || endpoints.some((endpoint) => selects(labels, endpoint.labels))) continue;
        // Where no Pod at all has them, it is IST0173; labels of nodes are not known here.
        if (context.pods.selectedBy(labels).length === 0 || Object.keys(labels).some((each) => each.startsWith('topology.'))) continue;
        yield {
          code: 'subset-without-workloads',
          resource,
          field,
          message: `No workload of ${host} has the labels ${printSelector(labels)}, only others have: traffic to the subset "${textOf(name)}" is answered with 503. Mend the labels, or deploy workloads of it that have them.`,
        };
      }
    }
  },
};

/** The subsets that VirtualServices send requests to: the service, as `namespace/name`, and the subset's name. */
function routedSubsets(context: Context): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { spec, namespace } of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
    for (const { destination } of destinationsOf(spec)) {
      const subset = textOf(destination.subset);
      if (subset !== '') found.add(`${context.hosts.serviceName(textOf(destination.host), namespace)} ${subset}`);
    }
  }
  return found;
}
