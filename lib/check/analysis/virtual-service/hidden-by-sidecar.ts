import { hostIsSubsetOf, Kind, listOf, objectsIn, Resource, SidecarSpec, stringsIn, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { stringsWithIndex } from '../destinations';
import { MESH } from '../gateway-name';

/**
 * VirtualServices that the sidecars of their own namespace never see, because its Sidecar does not import their hosts.
 * Looked at are Sidecars for a whole namespace, that of the root namespace where there is none.
 * `ConvertToSidecarScope`, `selectVirtualServices`: istio 1.30.3 pilot/pkg/model/sidecar.go, virtualservice.go
 */
export const hiddenBySidecar: Analyzer = {
  name: 'virtual-service/hidden-by-sidecar',
  codes: ['hidden-by-sidecar'],
  kinds: [Kind.SIDECAR],
  *analyze(context) {
    const sidecars = wholeNamespaceSidecars(context);
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const { spec, namespace } = resource;
      if (listOf(spec.gateways).length > 0 && !stringsIn(spec.gateways).includes(MESH)) continue;
      const exportTo = stringsIn(spec.exportTo);
      if (exportTo.some((each) => each !== '.' && each !== namespace)) continue;
      const sidecar = sidecars.get(namespace) ?? sidecars.get(context.model.rootNamespace);
      // Without exportTo other namespaces may use it, which this one's Sidecar says nothing about.
      if (!sidecar || exportTo.length === 0) continue;
      for (const [index, written] of stringsWithIndex(spec.hosts)) {
        const host = context.hosts.fullName(written, namespace);
        if (imports(sidecar, namespace, host)) continue;
        yield {
          code: 'hidden-by-sidecar',
          resource,
          field: ['spec', 'hosts', index],
          message: `The Sidecar ${sidecar.namespace}/${sidecar.name} does not import "${host}" of ${namespace}, the only namespace that may see these rules, so they have no effect. Add ./${host} to its egress hosts.`,
        };
      }
    }
  },
};

function wholeNamespaceSidecars(context: Context): ReadonlyMap<string, Resource<SidecarSpec>> {
  const found = new Map<string, Resource<SidecarSpec>>();
  for (const resource of context.model.inOrder<SidecarSpec>(Kind.SIDECAR)) {
    const hasSelector = Object.keys(resource.spec.workloadSelector?.labels ?? {}).length > 0;
    if (!hasSelector && listOf(resource.spec.egress).length > 0 && !found.has(resource.namespace)) found.set(resource.namespace, resource);
  }
  return found;
}

function imports({ spec }: Resource<SidecarSpec>, namespace: string, host: string): boolean {
  return objectsIn(spec.egress).some((listener) =>
    stringsIn(listener.hosts).some((each) => {
      const slash = each.indexOf('/');
      const [from, name] = [each.slice(0, slash), each.slice(slash + 1)];
      // Any name that may mean the host counts, also one without the namespace.
      return (
        ['*', '.', namespace].includes(from) && (hostIsSubsetOf(host, name) || hostIsSubsetOf(name, host) || host.startsWith(`${name}.`))
      );
    }),
  );
}
