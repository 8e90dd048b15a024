import { Kind, Labels, LabelSelector, listOf, Model, objectsIn, Resource, stringsIn, textOf } from '../model';
import { Source } from './request';

const REVISION = 'istio.io/rev';
/** The revision of an istiod that was installed without one. */
const DEFAULT_REVISION = 'default';

/** Kinds of objects that istiod reads, groups apart. */
const ISTIO_GROUP = /(?:^|\.)istio\.io$|^gateway\.networking\.k8s\.io$/;

/**
 * What of a set the istiod of a proxy reads: not what carries the label of another revision, nor what lies in namespaces
 * that mesh config's `discoverySelectors` do not select.
 * `LabelsInRevision`, istio 1.30.3 pkg/config/model.go; `Filter`: pkg/kube/namespace/filter.go
 */
export class IstiodsView {
  private readonly hasRevisions: boolean;
  private readonly unselected: ReadonlySet<string>;
  private readonly views = new Map<string, Model>();

  public constructor(private readonly model: Model) {
    this.hasRevisions = model.kindsPresent.some(
      (kind) => isIstios(kind) && model.ofKind(kind).some(({ labels }) => Object.hasOwn(labels, REVISION)),
    );
    this.unselected = new Set(unselectedNamespaces(model));
  }

  /** The set as the istiod of a source sees it; the set itself where it sees all. */
  public for(source: Source): Model {
    if (!this.hasRevisions && this.unselected.size === 0) return this.model;
    const revision = this.hasRevisions ? this.revisionOf(source) : DEFAULT_REVISION;
    let view = this.views.get(revision);
    if (!view) this.views.set(revision, (view = this.model.filter((resource) => this.sees(resource, revision))));
    return view;
  }

  private sees({ kind, namespace, labels }: Resource, revision: string): boolean {
    const isIstio = isIstios(kind);
    if ((isIstio || REGISTRY_KINDS.has(kind)) && this.unselected.has(namespace)) return false;
    return !isIstio || !Object.hasOwn(labels, REVISION) || labels[REVISION] === revision;
  }

  /** The Pods' label chooses, else that of their namespace. */
  private revisionOf(source: Source): string {
    const { namespace = this.model.defaultNamespace } = 'gateway' in source ? source.gateway : source.workload;
    const labels = 'gateway' in source ? source.gateway.labels : (source.workload.labels ?? this.labelsOf(namespace, source.workload.name));
    return labels?.[REVISION] ?? this.model.get(Kind.NAMESPACE, '', namespace)?.labels[REVISION] ?? DEFAULT_REVISION;
  }

  private labelsOf(namespace: string, name: string): Labels | undefined {
    return this.model.workloads.inNamespace(namespace).find((each) => each.name === name)?.labels;
  }
}

const REGISTRY_KINDS: ReadonlySet<string> = new Set([Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.ENDPOINTS, Kind.INGRESS]);

function isIstios(kind: string): boolean {
  return ISTIO_GROUP.test(kind.slice(0, kind.indexOf('/')));
}

/** Namespaces that no selector fits, among those that something of the set lies in. */
function unselectedNamespaces(model: Model): readonly string[] {
  const selectors = objectsIn(model.meshConfig.discoverySelectors);
  if (selectors.length === 0) return [];
  const namespaces = new Set(model.kindsPresent.flatMap((kind) => model.ofKind(kind).map(({ namespace }) => namespace)));
  return [...namespaces].filter((name) => {
    const labels = { 'kubernetes.io/metadata.name': name, ...model.get(Kind.NAMESPACE, '', name)?.labels };
    return name !== '' && !selectors.some((selector) => fits(selector, labels));
  });
}

/** `LabelSelectorAsSelector`, istio 1.30.3 pkg/kube/namespace/filter.go; the operators are Kubernetes'. */
function fits({ matchLabels, matchExpressions }: LabelSelector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value) &&
    listOf(matchExpressions).every(({ key = '', operator, values }) => {
      const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
      const isListed = value !== undefined && stringsIn(values).includes(value);
      switch (textOf(operator)) {
        case 'In':
          return isListed;
        case 'NotIn':
          return !isListed;
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    })
  );
}
