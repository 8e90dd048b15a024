import {
  DestinationRuleSpec,
  HostMap,
  keyOf,
  Kind,
  listOf,
  objectsIn,
  Resource,
  stringsIn,
  textOf,
  VirtualServiceSpec,
} from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { destinationsOf } from '../destinations';
import { MESH } from '../gateway-name';
import { isExported, rulesBySubset } from '../subset-rules';

/** What a namespace's own DestinationRules say of a host. */
interface Own {
  readonly resource: Resource<DestinationRuleSpec>;
  readonly subsets: Set<string>;
}

/**
 * Destinations whose subset is in a DestinationRule that the sidecars of the VirtualService's namespace don't use, because
 * their own namespace has one that covers the host too: by namespace first, whichever host is more specific. There the
 * subset's cluster doesn't exist, and the route answers 503.
 * `PushContext.destinationRule`, istio 1.30.3 pilot/pkg/model/push_context.go
 */
export const shadowedSubset: Analyzer = {
  name: 'virtual-service/shadowed-subset',
  codes: ['subset-in-unused-rule'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    const own = ownRules(context);
    if (own.size === 0) return;
    const rules = rulesBySubset(context);
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const { spec, namespace } = resource;
      if (listOf(spec.gateways).length > 0 && !stringsIn(spec.gateways).includes(MESH)) continue;
      const ofNamespace = own.get(namespace);
      if (!ofNamespace || !context.pods.in(namespace).some(({ hasProxy }) => hasProxy)) continue;
      for (const { destination, field } of destinationsOf(spec)) {
        const [host, subset] = [textOf(destination.host), textOf(destination.subset)];
        if (subset === '') continue;
        const used = ofNamespace.mostSpecific(context.hosts.fullName(host, namespace));
        if (!used || used.subsets.has(subset)) continue;
        const meant = rules
          .get(`${context.hosts.serviceName(host, namespace)} ${subset}`)
          ?.find((rule) => isExported(context, rule, namespace));
        if (!meant) continue;
        yield {
          code: 'subset-in-unused-rule',
          resource,
          field: [...field, 'subset'],
          message: `${keyOf(meant)} has the subset "${subset}", but sidecars of ${namespace} use their own namespace's ${keyOf(used.resource)} for ${host}, so this route answers 503 there. Add the subset to that one, or narrow its host.`,
        };
      }
    }
  },
};

/** By namespace, those that its own sidecars see. In the root namespace others rules hold, and rules for some Pods leave the others. */
function ownRules(context: Context): ReadonlyMap<string, HostMap<Own>> {
  const found = new Map<string, HostMap<Own>>();
  for (const resource of context.model.inOrder<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
    const { spec, namespace } = resource;
    if (namespace === context.model.rootNamespace || spec.workloadSelector || !isExported(context, resource, namespace)) continue;
    let hosts = found.get(namespace);
    if (!hosts) found.set(namespace, (hosts = new HostMap<Own>()));
    const host = context.hosts.fullName(textOf(spec.host), namespace);
    let own = hosts.get(host);
    if (!own) hosts.set(host, (own = { resource, subsets: new Set<string>() }));
    for (const { name } of objectsIn(spec.subsets)) own.subsets.add(textOf(name));
  }
  return found;
}
