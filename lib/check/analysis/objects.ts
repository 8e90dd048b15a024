import { Kind, Labels, Model, Resource } from '../../model';

/** Namespaces that Istio leaves alone. `IgnoredNamespaces`, istio 1.30.3 pkg/kube/inject/inject.go */
const IGNORED: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage']);

const NO_LABELS: Labels = Object.freeze({});

/** The objects of a set that Istio looks at. */
export class Objects {
  private readonly kinds = new Map<string, readonly Resource[]>();

  public constructor(public readonly model: Model) {}

  /** The objects of a kind outside of Kubernetes' own namespaces. */
  public of<Spec = unknown>(kind: string): readonly Resource<Spec>[] {
    let list = this.kinds.get(kind);
    if (!list) this.kinds.set(kind, (list = this.model.ofKind(kind).filter((each) => !isIgnored(each))));
    return list as readonly Resource<Spec>[];
  }

  /** One object outside of Kubernetes' own namespaces. */
  public get<Spec = unknown>(kind: string, namespace: string, name: string): Resource<Spec> | undefined {
    const found = this.model.get<Spec>(kind, namespace, name);
    return found && !isIgnored(found) ? found : undefined;
  }

  /**
   * True when the set holds the Namespace object: whoever makes a namespace is taken to know all that is in it, so that
   * what is missing there is missing.
   */
  public holds(namespace: string): boolean {
    return this.get(Kind.NAMESPACE, '', namespace) !== undefined;
  }

  /** The labels of a namespace; none where its object isn't in the set. */
  public namespaceLabels(namespace: string): Labels {
    return this.get(Kind.NAMESPACE, '', namespace)?.labels ?? NO_LABELS;
  }
}

function isIgnored(resource: Resource): boolean {
  return IGNORED.has(resource.kind === Kind.NAMESPACE ? resource.name : resource.namespace);
}
