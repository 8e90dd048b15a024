import { DestinationRuleSpec, keyOf, Kind, listOf, stringsIn, textOf, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { destinationsOf } from '../destinations';
import { MESH } from '../gateway-name';
import { isExported, rulesBySubset } from '../subset-rules';

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
