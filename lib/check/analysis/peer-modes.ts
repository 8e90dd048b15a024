import { append, at, isObject, Kind, Labels, Resource, selects, textOf } from '../../model';
import { Context } from './context';
import { Pod } from './pods';
import { print } from './print';

/**
 * Which PeerAuthentication holds for a Pod: one that selects it, else its namespace's, else the root namespace's; of several
 * the oldest. In the root namespace selectors count for nothing.
 * `ComposePeerAuthentication`, istio 1.30.3 pilot/pkg/security/authn/policy_applier.go
 */
export class PeerModes {
  /** The oldest without a selector of each namespace. */
  private readonly forAll = new Map<string, Resource>();
  /** Those with one, oldest first, under one of the labels that they ask for: `namespace/key=value`. */
  private readonly byLabel = new Map<string, { readonly rank: number; readonly resource: Resource }[]>();
  private readonly holding = new Map<Pod, readonly Resource[]>();

  public constructor(private readonly context: Context) {
    for (const [rank, resource] of context.model.inOrder(Kind.PEER_AUTHENTICATION).entries()) {
      const [first] = Object.entries(selectorOf(resource.spec));
      if (first) append(this.byLabel, labelKey(resource.namespace, ...first), { rank, resource });
      else if (!this.forAll.has(resource.namespace)) this.forAll.set(resource.namespace, resource);
    }
  }

  /** `STRICT`, `PERMISSIVE` or `DISABLE`. */
  public of(pod: Pod): string {
    for (const resource of this.holdingFor(pod)) {
      const mode = textOf(at(resource.spec, 'mtls', 'mode'));
      if (mode !== '' && mode !== 'UNSET') return mode;
    }
    return 'PERMISSIVE';
  }

  /** True when ports of the Pod have a mode of their own. */
  public hasPortLevel(pod: Pod): boolean {
    return this.holdingFor(pod).some(({ spec }) => isObject(at(spec, 'portLevelMtls')));
  }

  private holdingFor(pod: Pod): readonly Resource[] {
    let found = this.holding.get(pod);
    if (!found) {
      const candidates = [this.selecting(pod), this.forAll.get(pod.namespace), this.forAll.get(this.context.model.rootNamespace)];
      this.holding.set(pod, (found = candidates.filter((each): each is Resource => each !== undefined)));
    }
    return found;
  }

  private selecting({ namespace, labels }: Pod): Resource | undefined {
    if (namespace === this.context.model.rootNamespace) return undefined;
    return Object.entries(labels)
      .flatMap(([key, value]) => this.byLabel.get(labelKey(namespace, key, value)) ?? [])
      .filter(({ resource }) => selects(selectorOf(resource.spec), labels))
      .sort((a, b) => a.rank - b.rank)[0]?.resource;
  }
}

function labelKey(namespace: string, key: string, value: unknown): string {
  return `${namespace}/${key}=${print(value)}`;
}

function selectorOf(spec: unknown): Labels {
  const labels = at(spec, 'selector', 'matchLabels');
  return isObject(labels) ? (labels as Labels) : NOTHING;
}

const NOTHING: Labels = Object.freeze({});
