import {
  DestinationRuleSpec,
  HostMap,
  Kind,
  objectsIn,
  Model,
  resolveShortHost,
  Resource,
  selects,
  Service,
  Subset,
  TrafficPolicy,
  stringsIn,
  textOf,
} from '../../model';
import { Proxy } from '../proxy';
import { exportedTo, PRIVATE, PUBLIC } from './visibility';

/** One or several DestinationRules of a host and namespace as one. */
export interface MergedDestinationRule {
  /** The oldest, whose name istiod gives the whole. */
  readonly resource: Resource<DestinationRuleSpec>;
  readonly from: readonly Resource<DestinationRuleSpec>[];
  readonly exportTo: ReadonlySet<string>;
  readonly trafficPolicy: TrafficPolicy | undefined;
  readonly subsets: readonly Subset[];
}

/**
 * Which DestinationRule holds for a service, seen from a proxy.
 * `setDestinationRules`, `destinationRule`: istio 1.30.3 pilot/pkg/model/push_context.go;
 * `mergeDestinationRule`: pilot/pkg/model/destination_rule.go
 */
export class DestinationRuleIndex {
  private readonly local = new Map<string, HostMap<MergedDestinationRule[]>>();
  private readonly exported = new Map<string, HostMap<MergedDestinationRule[]>>();
  private readonly rootLocal = new HostMap<MergedDestinationRule[]>();

  public constructor(private readonly model: Model) {
    const isPrivateByDefault = exportedTo(undefined, model.meshConfig.defaultDestinationRuleExportTo).includes(PRIVATE);
    const rules = model.inOrder<DestinationRuleSpec>(Kind.DESTINATION_RULE);
    const inOrder = [...rules.filter((rule) => rule.spec.workloadSelector), ...rules.filter((rule) => !rule.spec.workloadSelector)];
    for (const rule of inOrder) this.add(rule, isPrivateByDefault);
  }

  /** `SidecarScope.DestinationRule`, istio 1.30.3 pilot/pkg/model/sidecar.go: one that selects the proxy, else one that selects none. */
  public forService(service: Service, proxy: Proxy): MergedDestinationRule | undefined {
    let general: MergedDestinationRule | undefined;
    for (const rule of this.candidates(service, proxy.namespace)) {
      const selector = rule.resource.spec.workloadSelector;
      if (!selector) general = rule;
      else if (rule.resource.namespace === proxy.namespace && selects(selector.matchLabels, proxy.labels)) return rule;
    }
    return general;
  }

  /** The client's namespace first, then the service's, then the root namespace; in each the most specific host. */
  private candidates(service: Service, client: string): readonly MergedDestinationRule[] {
    const own = client === this.model.rootNamespace ? this.rootLocal : this.local.get(client);
    const ownRules = own?.mostSpecific(service.hostname);
    if (ownRules) return ownRules;
    for (const namespace of [service.namespace, this.model.rootNamespace]) {
      const rules = (this.exported.get(namespace)?.mostSpecific(service.hostname) ?? []).filter(
        ({ exportTo }) => exportTo.size === 0 || exportTo.has(PUBLIC) || exportTo.has(client),
      );
      if (rules.length > 0) return rules;
    }
    return [];
  }

  private add(rule: Resource<DestinationRuleSpec>, isPrivateByDefault: boolean): void {
    const { namespace, spec } = rule;
    const host = resolveShortHost(textOf(spec.host), namespace, this.model.domain);
    const exportTo = new Set(spec.workloadSelector ? [PRIVATE] : stringsIn(spec.exportTo));
    if (exportTo.size === 0 || exportTo.has(PUBLIC) || exportTo.has(PRIVATE) || exportTo.has(namespace)) {
      merge(mapOf(this.local, namespace), host, rule, exportTo);
    }
    const isPrivate = exportTo.size === 0 ? isPrivateByDefault : exportTo.size === 1 && (exportTo.has(PRIVATE) || exportTo.has(namespace));
    if (!isPrivate) merge(mapOf(this.exported, namespace), host, rule, exportTo);
    else if (namespace === this.model.rootNamespace) merge(this.rootLocal, host, rule, exportTo);
  }
}

function mapOf(maps: Map<string, HostMap<MergedDestinationRule[]>>, namespace: string): HostMap<MergedDestinationRule[]> {
  let map = maps.get(namespace);
  if (!map) maps.set(namespace, (map = new HostMap()));
  return map;
}

/**
 * Merges a rule into those of its host: subsets that are new are added, the traffic policy only if there is none yet;
 * rules with other selectors, or visible to others, stay apart.
 */
function merge(
  rules: HostMap<MergedDestinationRule[]>,
  host: string,
  rule: Resource<DestinationRuleSpec>,
  exportTo: ReadonlySet<string>,
): void {
  const list = rules.get(host) ?? [];
  let isApart = true;
  const merged = list.map((existing) => {
    if (isEqualSet(exportTo, existing.exportTo)) {
      isApart = false;
    } else {
      isApart = true;
      if (existing.exportTo.size === 0 || ![...existing.exportTo].every((each) => exportTo.has(each))) return existing;
    }
    const mine = rule.spec.workloadSelector;
    const theirs = existing.resource.spec.workloadSelector;
    const isSame = mine && theirs && isEqualLabels(mine.matchLabels ?? {}, theirs.matchLabels ?? {});
    if (mine && theirs && !isSame) {
      isApart = true;
      return existing;
    }
    if ((!mine && !theirs) || isSame) isApart = false;
    const names = new Set(existing.subsets.map((subset) => subset.name));
    return {
      ...existing,
      from: [...existing.from, rule],
      subsets: [...existing.subsets, ...objectsIn(rule.spec.subsets).filter((subset) => !names.has(subset.name))],
      trafficPolicy: existing.trafficPolicy ?? rule.spec.trafficPolicy,
    };
  });
  if (isApart)
    merged.push({ resource: rule, from: [rule], exportTo, trafficPolicy: rule.spec.trafficPolicy, subsets: objectsIn(rule.spec.subsets) });
  rules.set(host, merged);
}

function isEqualSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each));
}

function isEqualLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return Object.keys(a).length === Object.keys(b).length && selects(a, b);
}
