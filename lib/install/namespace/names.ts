const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const MAX_LABEL = 63;

/** Whether Kubernetes takes this as the name of a Namespace or Service: a DNS label in lower case (RFC 1123). @internal */
export function isKubernetesName(name: unknown): name is string {
  return typeof name === 'string' && name.length <= MAX_LABEL && LABEL.test(name);
}
