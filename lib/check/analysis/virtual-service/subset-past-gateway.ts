import { keyOf, Kind, listOf, stringsIn, textOf, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { few } from '../few';
import { Context } from '../context';

/**
 * Routes of a VirtualService with gateways that go to a host without a subset, while another VirtualService splits that
 * very host into subsets: its rules hold for sidecars only, unless both are one.
 * `analyzeSubset`, istio 1.30.3 pkg/config/analysis/analyzers/virtualservice/destinationhosts.go
 */
export const subsetPastGateway: Analyzer = {
  name: 'virtual-service/subset-past-gateway',
  codes: ['IST0140'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    const splitters = splittersByHost(context);
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      if (listOf(resource.spec.gateways).length === 0) continue;
      for (const [rule, { route }] of objectsWithIndex(resource.spec.http)) {
        for (const [index, { destination }] of objectsWithIndex(route)) {
          if (textOf(destination?.subset) !== '') continue;
          const host = textOf(destination?.host);
          const others = splitters.get(host);
          if (!others) continue;
          yield {
            code: 'IST0140',
            resource,
            field: ['spec', 'http', rule, 'route', index, 'destination', 'host'],
            message:
              `This route goes to "${host}" itself: the subsets that ${few([...others].sort())} gives that host are not used here. ` +
              'Name a subset here too, or bind that VirtualService to the gateway.',
          };
        }
      }
    }
  },
};

/** Hosts, as written, to the VirtualServices that have them among their hosts and route them to subsets. */
function splittersByHost(context: Context): ReadonlyMap<string, Set<string>> {
  const byHost = new Map<string, Set<string>>();
  for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
    const hosts = new Set(stringsIn(resource.spec.hosts));
    for (const [, { route }] of objectsWithIndex(resource.spec.http)) {
      for (const [, { destination }] of objectsWithIndex(route)) {
        const host = textOf(destination?.host);
        if (textOf(destination?.subset) === '' || !hosts.has(host)) continue;
        let names = byHost.get(host);
        if (!names) byHost.set(host, (names = new Set<string>()));
        names.add(keyOf(resource));
      }
    }
  }
  return byHost;
}
