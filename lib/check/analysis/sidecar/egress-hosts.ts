import { isObject, isWildcard, Kind, resolveShortHost, SidecarSpec, stringsIn, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';

/**
 * Egress hosts of a Sidecar that nobody has, so that calls to them are not known (KIA1004 of Kiali); and a Sidecar of the
 * root namespace with a selector, which holds for that namespace only (KIA1006).
 * `ConvertToSidecarScope`, `selectServices`: istio 1.30.3 pilot/pkg/model/sidecar.go; `PushContext.getSidecarScope`
 */
export const egressHosts: Analyzer = {
  name: 'sidecar/egress-hosts',
  codes: ['root-sidecar-with-selector', 'unknown-egress-host'],
  kinds: [Kind.SIDECAR],
  *analyze(context) {
    const routed = routedHosts(context);
    for (const resource of context.of<SidecarSpec>(Kind.SIDECAR)) {
      const { spec, namespace } = resource;
      const labels = spec.workloadSelector?.labels;
      if (namespace === context.model.rootNamespace && isObject(labels) && Object.keys(labels).length > 0) {
        yield {
          code: 'root-sidecar-with-selector',
          resource,
          field: ['spec', 'workloadSelector'],
          message: `With a workloadSelector it holds for workloads of ${namespace} alone, not for the mesh. Leave it out for a default of the mesh.`,
        };
      }
      for (const [index, { hosts }] of objectsWithIndex(spec.egress)) {
        for (const [place, entry] of stringsIn(hosts).entries()) {
          const slash = entry.indexOf('/');
          const [from, host] = [entry.slice(0, slash), entry.slice(slash + 1)];
          if (slash < 0 || from === '~' || isWildcard(host) || host === '') continue;
          const owner = from === '.' ? namespace : from;
          if (routed.has(host) || isKnown(context, host, owner)) continue;
          yield {
            code: 'unknown-egress-host',
            resource,
            field: ['spec', 'egress', index, 'hosts', place],
            message: `${owner === '*' ? 'No namespace' : owner} has no service "${host}", so nothing is imported. Give the full name, as in ./reviews.shop.svc.${context.model.domain}, of a service or ServiceEntry.`,
            outside: owner === '*' || !context.knows(owner),
          };
        }
      }
    }
  },
};

function isKnown(context: Context, host: string, owner: string): boolean {
  const full = owner === '*' ? host : resolveShortHost(host, owner, context.model.domain);
  return context.model.servicesOf(host === full ? host : '').some(({ namespace }) => owner === '*' || namespace === owner);
}

/** Hosts that VirtualServices route: they are imported too. */
function routedHosts(context: Context): ReadonlySet<string> {
  return new Set(
    context
      .of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)
      .flatMap(({ spec, namespace }) => stringsIn(spec.hosts).map((host) => resolveShortHost(host, namespace, context.model.domain))),
  );
}
