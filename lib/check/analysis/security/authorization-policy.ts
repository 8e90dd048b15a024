import { isObject, Kind, Labels, Resource, stringsIn } from '../../../model';
import { Analyzer, Report } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { Pod, printSelector } from '../pods';

interface Spec {
  readonly selector?: { readonly matchLabels?: Labels };
  readonly rules?: readonly { readonly from?: readonly { readonly source?: Source }[] }[];
}

interface Source {
  readonly namespaces?: readonly string[];
  readonly notNamespaces?: readonly string[];
}

/**
 * AuthorizationPolicies that hold for no workload, and sources in namespaces that don't exist.
 * `AuthorizationPoliciesAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/authz/authorizationpolicies.go
 */
export const authorizationPolicy: Analyzer = {
  name: 'security/authorization-policy',
  codes: ['IST0101', 'IST0127'],
  kinds: [Kind.AUTHORIZATION_POLICY],
  *analyze(context) {
    // Istio makes the Pods of a Gateway, so that they are there, though not in the set.
    const withGateway = new Set(context.of(Kind.K8S_GATEWAY).map(({ namespace }) => namespace));
    const namespaces = new NamespaceNames(context.of(Kind.NAMESPACE).map(({ name }) => name));
    for (const resource of context.of<Spec>(Kind.AUTHORIZATION_POLICY)) {
      if (isObject(resource.spec.selector) || !withGateway.has(resource.namespace)) yield* withoutWorkload(context, resource);
      for (const [rule, { from }] of objectsWithIndex(resource.spec.rules)) {
        for (const [index, { source }] of objectsWithIndex(from)) {
          for (const list of ['namespaces', 'notNamespaces'] as const) {
            for (const [place, name] of stringsIn(source?.[list]).entries()) {
              if (namespaces.match(name)) continue;
              yield {
                code: 'IST0101',
                resource,
                field: ['spec', 'rules', rule, 'from', index, 'source', list, place],
                message: `No namespace fits "${name}". Mend the name, or add the Namespace.`,
                outside: true,
              };
            }
          }
        }
      }
    }
  },
};

function* withoutWorkload(context: Context, resource: Resource<Spec>): Iterable<Report> {
  const { selector } = resource.spec;
  const isMeshWide = resource.namespace === context.model.rootNamespace;
  if (!isObject(selector) && isMeshWide) return;
  const pods = context.pods.selectedBy(isObject(selector) ? selector.matchLabels : undefined, isMeshWide ? undefined : resource.namespace);
  if (pods.some((pod) => isInMesh(context, pod))) return;
  const labels = isObject(selector) ? printSelector(selector.matchLabels) : '';
  yield {
    code: 'IST0127',
    resource,
    field: isObject(selector) ? ['spec', 'selector'] : [],
    message: `No workload of the mesh${isMeshWide ? '' : ` in ${resource.namespace}`}${labels === '' ? '' : ` has the labels ${labels}`}, so this policy protects nothing. Mend the selector, or the namespace.`,
    outside: isMeshWide || !context.knows(resource.namespace),
  };
}

/** `PodInMesh`, `PodInAmbientMode`: istio 1.30.3 pkg/config/analysis/analyzers/util/in_mesh.go */
function isInMesh(context: Context, pod: Pod): boolean {
  if (pod.hasProxy || pod.ambient) return true;
  const own = pod.labels['sidecar.istio.io/inject'] ?? pod.annotations['sidecar.istio.io/inject'];
  return own === undefined ? context.namespaceLabels(pod.namespace)['istio-injection'] === 'enabled' : own === 'true';
}

/** Names of namespaces, to be asked for one, or for any that begins or ends so. `namespaceMatch` */
class NamespaceNames {
  private readonly lower: ReadonlySet<string>;
  private readonly asked = new Map<string, boolean>();

  public constructor(private readonly names: readonly string[]) {
    this.lower = new Set(names.map((name) => name.toLowerCase()));
  }

  public match(pattern: string): boolean {
    if (!pattern.startsWith('*') && !pattern.endsWith('*')) return this.lower.has(pattern.toLowerCase());
    let found = this.asked.get(pattern);
    if (found === undefined) this.asked.set(pattern, (found = this.names.some((name) => fits(name, pattern))));
    return found;
  }
}

function fits(name: string, pattern: string): boolean {
  if (pattern.startsWith('*')) return name.endsWith(pattern.slice(1));
  return name.startsWith(pattern.slice(0, -1));
}
