import {
  compareStrings,
  DestinationRuleSpec,
  hostsMatch,
  Kind,
  listOf,
  resolveShortHost,
  Resource,
  selects,
  Service,
  Subset,
  stringsIn,
  textOf,
} from '../../model';
import { ProxyState } from '../proxy-state';
import { PRIVATE, PUBLIC } from '../push/visibility';
import { FieldPath, nameOf, Trace } from '../trace';
import { Cluster, formatClusterName } from './clusters';

/** Says of a destination what became of it, and which DestinationRules have a say in it or not. */
export function traceCluster(trace: Trace, state: ProxyState, cluster: Cluster): void {
  const isThere = cluster.state === undefined || cluster.state === 'originalDst';
  const name = formatClusterName(cluster.name);
  const rule = cluster.destinationRule;
  if (cluster.service) traceRules(trace, state, cluster.service);
  const owner = rule?.from.find(({ spec }) => subsetIn(spec, cluster.name.subset) >= 0) ?? rule?.resource;
  const index = owner && cluster.name.subset !== '' ? subsetIn(owner.spec, cluster.name.subset) : -1;
  const field = index < 0 ? undefined : ['spec', 'subsets', index];
  if (isThere) trace.taken('cluster', name, cluster.reason, owner, field);
  else trace.passed('cluster', name, cluster.reason, owner ?? cluster.service?.resource, field);
  for (const endpoint of cluster.endpoints) trace.taken('endpoint', endpoint.name, `behind ${name}`, endpoint.workload?.resource);
}

function subsetIn(spec: DestinationRuleSpec, name: string): number {
  return listOf(spec.subsets).findIndex((each: Subset | null) => each?.name === name);
}

/** Each DestinationRule whose host covers the service: why it holds or not. `destinationRule`, istio 1.30.3 pilot/pkg/model/push_context.go */
function traceRules(trace: Trace, state: ProxyState, service: Service): void {
  const { model } = state.push;
  const chosen = state.clusters.destinationRuleFor(service.hostname)?.from ?? [];
  for (const rule of model.inOrder<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
    const host = resolveShortHost(textOf(rule.spec.host), rule.namespace, model.domain);
    if (!hostsMatch(host, service.hostname)) continue;
    const place = chosen.indexOf(rule);
    const candidate = nameOf(rule);
    // One that holds alone is named with the cluster.
    if (place === 0) {
      if (chosen.length > 1) trace.taken('cluster', candidate, `holds for ${service.hostname}`, rule, HOST);
    } else if (place > 0)
      trace.taken('cluster', candidate, `merged into ${nameOf(chosen[0]!)}, which is older: ${mergedPart(rule, chosen)}`, rule, HOST);
    else {
      const { reason, field } = whyNot(rule, host, state, service, chosen[0]);
      trace.passed('cluster', candidate, reason, rule, field);
    }
  }
}

const HOST: FieldPath = ['spec', 'host'];

/** What of a rule is left behind an older one of the same host. `mergeDestinationRule` */
function mergedPart(rule: Resource<DestinationRuleSpec>, chosen: readonly Resource<DestinationRuleSpec>[]): string {
  const before = chosen.slice(0, chosen.indexOf(rule));
  const taken = new Set(before.flatMap(({ spec }) => (spec.subsets ?? []).map(({ name }) => name)));
  const added = (rule.spec.subsets ?? []).filter(({ name }) => !taken.has(name)).map(({ name }) => name);
  const subsets = added.length > 0 ? `it adds ${added.length > 1 ? 'subsets' : 'subset'} ${added.join(', ')}` : 'it adds no subset';
  const isLate = rule.spec.trafficPolicy && before.some(({ spec }) => spec.trafficPolicy);
  return isLate ? `${subsets}, its trafficPolicy does not count` : subsets;
}

function whyNot(
  rule: Resource<DestinationRuleSpec>,
  host: string,
  { proxy, push }: ProxyState,
  service: Service,
  winner: Resource<DestinationRuleSpec> | undefined,
): { readonly reason: string; readonly field: FieldPath } {
  const { namespace, spec } = rule;
  const { rootNamespace, domain } = push.model;
  const { workloadSelector } = spec;
  if (workloadSelector && (namespace !== proxy.namespace || !selects(workloadSelector.matchLabels, proxy.labels)))
    return { reason: 'workloadSelector: it does not select this client', field: ['spec', 'workloadSelector'] };
  const order = [...new Set([proxy.namespace, service.namespace, rootNamespace])];
  if (!order.includes(namespace)) {
    const reason = `namespace: want ${order.join(', ')} (of the client, of the service, of the mesh), is ${namespace}`;
    return { reason, field: ['metadata', 'namespace'] };
  }
  const exportTo =
    stringsIn(spec.exportTo).length > 0 ? stringsIn(spec.exportTo) : (push.model.meshConfig.defaultDestinationRuleExportTo ?? [PUBLIC]);
  const isVisible = exportTo.some(
    (each) => each === PUBLIC || each === proxy.namespace || (each === PRIVATE && namespace === proxy.namespace),
  );
  if (!isVisible)
    return {
      reason: `exportTo: want ${proxy.namespace}, is ${[...exportTo].sort(compareStrings).join(', ')}`,
      field: ['spec', 'exportTo'],
    };
  if (!winner) return { reason: 'another one of its host hides it', field: HOST };
  if (winner.namespace !== namespace) {
    const whose = winner.namespace === proxy.namespace ? 'the client' : 'the service';
    return { reason: `${nameOf(winner)} is in the namespace of ${whose}, which comes first`, field: HOST };
  }
  const other = resolveShortHost(textOf(winner.spec.host), winner.namespace, domain);
  if (other !== host) return { reason: `host: ${other} of ${nameOf(winner)} is more specific than ${host}`, field: HOST };
  return { reason: `${nameOf(winner)} of the same host comes first, and has another exportTo or workloadSelector`, field: HOST };
}
