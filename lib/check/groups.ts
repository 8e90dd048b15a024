/** Groups of Kubernetes' own without a domain. */
const WITHOUT_DOMAIN: ReadonlySet<string> = new Set(['', 'apps', 'autoscaling', 'batch', 'extensions', 'policy']);

/**
 * Whether a kind is one of Kubernetes, the Gateway API or Istio. Of other kinds it is not known what they make, nor
 * whether a cluster has them at all: eksctl's ClusterConfig has metadata of its own.
 */
export function isOwnKind(kind: string): boolean {
  const group = kind.slice(0, kind.indexOf('/'));
  return WITHOUT_DOMAIN.has(group) || group.endsWith('.k8s.io') || group.endsWith('.istio.io');
}
