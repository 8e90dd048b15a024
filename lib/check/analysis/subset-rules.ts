import { append, DestinationRuleSpec, Kind, objectsIn, Resource, stringsIn, textOf } from '../../model';
import { Context } from './context';

/** The DestinationRules that have a subset, under `namespace/service subset`. */
export function rulesBySubset(context: Context): ReadonlyMap<string, readonly Resource<DestinationRuleSpec>[]> {
  const rules = new Map<string, Resource<DestinationRuleSpec>[]>();
  for (const rule of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
    const host = context.hosts.serviceName(textOf(rule.spec.host), rule.namespace);
    for (const { name } of objectsIn(rule.spec.subsets)) {
      append(rules, `${host} ${textOf(name)}`, rule);
    }
  }
  return rules;
}

/** Whether proxies of a namespace see a DestinationRule. */
export function isExported(context: Context, { spec, namespace }: Resource<DestinationRuleSpec>, to: string): boolean {
  const own = stringsIn(spec.exportTo);
  const exportTo = own.length > 0 ? own : (context.model.meshConfig.defaultDestinationRuleExportTo ?? ['*']);
  return exportTo.some((each) => each === '*' || each === to || (each === '.' && namespace === to));
}
