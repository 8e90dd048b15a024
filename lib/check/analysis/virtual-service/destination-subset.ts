import { DestinationRuleSpec, Kind, objectsIn, textOf, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { destinationsOf } from '../destinations';

/**
 * Destinations whose subset no DestinationRule of their host has.
 * `DestinationRuleAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/virtualservice/destinationrules.go
 */
export const destinationSubset: Analyzer = {
  name: 'virtual-service/destination-subset',
  codes: ['IST0101'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    const subsets = subsetsByHost(context);
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      for (const { destination, field } of destinationsOf(resource.spec)) {
        const subset = textOf(destination.subset);
        if (subset === '') continue;
        const host = textOf(destination.host);
        const known = subsets.get(context.hosts.serviceName(host, resource.namespace));
        if (known?.has(subset)) continue;
        yield {
          code: 'IST0101',
          resource,
          field: [...field, 'subset'],
          message: messageOf(host, subset, known),
          outside: !known && context.hosts.isOutside(host, resource.namespace),
        };
      }
    }
  },
};

function messageOf(host: string, subset: string, known: ReadonlySet<string> | undefined): string {
  if (!known) return `"${host}" has no DestinationRule, so it has no subset "${subset}" either. Add a DestinationRule with this subset.`;
  const problem = `No DestinationRule of "${host}" has the subset "${subset}"`;
  return known.size === 0
    ? `${problem}, or any. Add it there.`
    : `${problem}; there are ${[...known].join(', ')}. Add it there, or name one of these.`;
}

function subsetsByHost(context: Context): ReadonlyMap<string, Set<string>> {
  const byHost = new Map<string, Set<string>>();
  for (const { namespace, spec } of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
    const host = context.hosts.serviceName(textOf(spec.host), namespace);
    let names = byHost.get(host);
    if (!names) byHost.set(host, (names = new Set<string>()));
    for (const { name } of objectsIn(spec.subsets)) names.add(textOf(name));
  }
  return byHost;
}
