import { Kind, Labels, Model, POD_TEMPLATES, Resource } from '../../model';
import { isOwnKind } from '../groups';

/** Namespaces that Istio leaves alone. `IgnoredNamespaces`, istio 1.30.3 pkg/kube/inject/inject.go */
const IGNORED: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage']);

/** What traffic can go to. */
const RUNNING: ReadonlySet<string> = new Set([Kind.SERVICE, ...POD_TEMPLATES.keys()]);

const NO_LABELS: Labels = Object.freeze({});

/** The objects of a set that Istio looks at. */
export class Objects {
  private readonly kinds = new Map<string, readonly Resource[]>();
  private running?: ReadonlySet<string>;
  private growing?: ReadonlySet<string>;

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

  /** True when the set holds the Namespace object. */
  public holds(namespace: string): boolean {
    return this.get(Kind.NAMESPACE, '', namespace) !== undefined;
  }

  /**
   * True when the set is taken to hold all of a namespace, so that what is missing there is missing: whoever makes a
   * namespace and what runs there. Not so where that is only Istio's configuration, or where controllers make more, as of a
   * HelmRelease or a Kafka.
   */
  public knows(namespace: string): boolean {
    if (!this.holds(namespace)) return false;
    this.running ??= this.namespacesWith((kind) => RUNNING.has(kind));
    this.growing ??= this.namespacesWith((kind) => !isOwnKind(kind));
    return this.running.has(namespace) && !this.growing.has(namespace);
  }

  /** The labels of a namespace; none where its object isn't in the set. */
  public namespaceLabels(namespace: string): Labels {
    return this.get(Kind.NAMESPACE, '', namespace)?.labels ?? NO_LABELS;
  }

  private namespacesWith(isMeant: (kind: string) => boolean): ReadonlySet<string> {
    const kinds = this.model.kindsPresent.filter(isMeant);
    return new Set(kinds.flatMap((kind) => this.model.ofKind(kind)).map(({ namespace }) => namespace));
  }
}

function isIgnored(resource: Resource): boolean {
  return IGNORED.has(resource.kind === Kind.NAMESPACE ? resource.name : resource.namespace);
}
