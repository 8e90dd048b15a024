import { at, textOf } from '../../model';
import { labelSelectorMatches } from './label-selector';
import { Objects } from './objects';

/**
 * Whether `allowedRoutes.namespaces` of a listener lets in what is of a namespace, undefined where the set doesn't have that
 * Namespace. Kubernetes itself adds the label with the name. `namespacesFromSelector`, istio 1.30.3
 * pilot/pkg/config/kube/gateway/conversion.go
 */
export function allowsNamespace(objects: Objects, allowed: unknown, own: string, namespace: string): boolean | undefined {
  const from = textOf(at(allowed, 'from')) || 'Same';
  if (from === 'All') return true;
  if (from === 'Same') return own === namespace;
  if (from !== 'Selector' || !objects.holds(namespace)) return undefined;
  const labels = { ...objects.namespaceLabels(namespace), 'kubernetes.io/metadata.name': namespace };
  return labelSelectorMatches(at(allowed, 'selector'), labels);
}
