import type { Spot } from '../spot';
import { DNS_LABEL_RULE, isDnsLabel } from './dns-label';
import { isPartialWildcard, wildcardDomainProblem } from './domain-name';
import { isIpAddress } from './ip-address';

/**
 * Hosts as Gateways and Sidecars name them, `namespace/dnsName`.
 * `ValidateNamespaceSlashWildcardHostname`, istio 1.30.3 pkg/config/validation/agent/validation.go
 */

/** A host of a Gateway's server; the namespace may be left out, and the host may be an address. What istiod makes may be for nobody. */
export function checkServerHost(host: string, ofGatewayApi: boolean, spot: Spot): void {
  const slash = host.indexOf('/');
  if (slash >= 0) checkNamespace(host.slice(0, slash), ofGatewayApi ? ['*', '.', '~'] : ['*', '.'], spot);
  const name = host.slice(slash + 1);
  checkName(name, spot, isIpAddress(name));
}

/** A host of a Sidecar's egress listener. */
export function checkEgressHost(host: string, spot: Spot): void {
  const slash = host.indexOf('/');
  if (slash < 0) {
    spot.error(`${JSON.stringify(host)} lacks its namespace: write namespace/host, or */${host}.`);
    return;
  }
  checkNamespace(host.slice(0, slash), ['*', '.', '~'], spot);
  checkName(host.slice(slash + 1), spot, false);
}

function checkNamespace(namespace: string, marks: readonly string[], spot: Spot): void {
  if (marks.includes(namespace) || isDnsLabel(namespace)) return;
  spot.error(`${JSON.stringify(namespace)} is not a namespace or one of ${marks.join(' ')}: ${DNS_LABEL_RULE}.`);
}

/** `validateSidecarOrGatewayHostnamePart` */
function checkName(name: string, spot: Spot, isAddress: boolean): void {
  const problem = isAddress ? undefined : wildcardDomainProblem(name);
  if (problem) spot.error(`The host ${JSON.stringify(name)} ${problem}.`);
  else if (name !== '*' && !name.includes('.')) {
    spot.error(`The host ${JSON.stringify(name)} has no dot: write a name in full, such as "reviews.shop.svc.cluster.local".`);
  } else if (isPartialWildcard(name)) {
    spot.error(`The host ${JSON.stringify(name)} has a wildcard for a part of a label: use "*" or "*." and a domain.`);
  }
}
