import { DestinationRuleSpec, keyOf, Kind, listOf, objectsIn, Resource, stringsIn, textOf, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { destinationsOf } from '../destinations';
import { MESH } from '../gateway-name';

/**
 * Destinations whose subset only DestinationRules have that are not exported to where the VirtualService is used: its own
 * namespace's sidecars. There the subset's cluster doesn't exist, and the route answers 503.
 * `PushContext.destinationRule`, istio 1.30.3 pilot/pkg/model/push_context.go
 */
export const hiddenSubset: Analyzer = {
  name: 'virtual-service/hidden-subset',
  codes: ['hidden-destination'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    const hasScope = context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE).some(({ spec }) => listOf(spec.exportTo).length > 0);
    if (!hasScope && !context.model.meshConfig.defaultDestinationRuleExportTo) return;
    const rules = rulesBySubset(context);
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const { spec, namespace } = resource;
      if (listOf(spec.gateways).length > 0 && !stringsIn(spec.gateways).includes(MESH)) continue;
      for (const { destination, field } of destinationsOf(spec)) {
        const [host, subset] = [textOf(destination.host), textOf(destination.subset)];
        const found = subset === '' ? undefined : rules.get(`${context.hosts.serviceName(host, namespace)} ${subset}`);
        if (!found || found.some((rule) => isExported(context, rule, namespace))) continue;
        yield {
          code: 'hidden-destination',
          resource,
          field: [...field, 'subset'],
          message: `${keyOf(found[0]!)}, which has the subset "${subset}", is not exported to ${namespace}, so this route answers 503 there. Add ${namespace} to its exportTo.`,
        };
      }
    }
  },
};

function rulesBySubset(context: Context): ReadonlyMap<string, readonly Resource<DestinationRuleSpec>[]> {
  const rules = new Map<string, Resource<DestinationRuleSpec>[]>();
  for (const rule of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
    const host = context.hosts.serviceName(textOf(rule.spec.host), rule.namespace);
    for (const { name } of objectsIn(rule.spec.subsets)) {
      const key = `${host} ${textOf(name)}`;
      const list = rules.get(key);
      if (list) list.push(rule);
      else rules.set(key, [rule]);
    }
  }
  return rules;
}

function isExported(context: Context, { spec, namespace }: Resource<DestinationRuleSpec>, to: string): boolean {
  const own = stringsIn(spec.exportTo);
  const exportTo = own.length > 0 ? own : (context.model.meshConfig.defaultDestinationRuleExportTo ?? ['*']);
  return exportTo.some((each) => each === '*' || each === to || (each === '.' && namespace === to));
}
