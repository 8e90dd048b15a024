import { at, isObject, Kind, Labels, Resource, selects, textOf } from '../../model';
import { Context } from './context';
import { Pod } from './pods';

/**
 * Which PeerAuthentication holds for a Pod: one that selects it, else its namespace's, else the root namespace's; of several
 * the oldest. In the root namespace selectors count for nothing.
 * `ComposePeerAuthentication`, istio 1.30.3 pilot/pkg/security/authn/policy_applier.go
 */
export class PeerModes {
  private readonly byNamespace = new Map<string, Resource[]>();

  public constructor(private readonly context: Context) {
    for (const resource of context.model.inOrder(Kind.PEER_AUTHENTICATION)) {
      const list = this.byNamespace.get(resource.namespace);
      if (list) list.push(resource);
      else this.byNamespace.set(resource.namespace, [resource]);
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
    const own = this.byNamespace.get(pod.namespace) ?? [];
    const ownSelecting = pod.namespace === this.context.model.rootNamespace ? [] : own;
    const selecting = ownSelecting.find(
      ({ spec }) => hasSelector(spec) && selects(at(spec, 'selector', 'matchLabels') as Labels, pod.labels),
    );
    const ofNamespace = own.find(({ spec }) => !hasSelector(spec));
    const ofRoot = (this.byNamespace.get(this.context.model.rootNamespace) ?? []).find(({ spec }) => !hasSelector(spec));
    return [selecting, ofNamespace, ofRoot].filter((each): each is Resource => each !== undefined);
  }
}

function hasSelector(spec: unknown): boolean {
  const labels = at(spec, 'selector', 'matchLabels');
  return isObject(labels) && Object.keys(labels).length > 0;
}
