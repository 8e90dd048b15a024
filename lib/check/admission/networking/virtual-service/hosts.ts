import { isWildcard } from '../../../../model';
import type { Spot } from '../../spot';
import { gatewaySniProblem, wildcardDomainProblem } from '../../value/domain-name';
import { isIpAddress } from '../../value/ip-address';

/** Where a VirtualService holds, as far as its hosts are concerned. */
interface HostRules {
  /** True of one for gateways only. */
  readonly atGateways: boolean;
  /** True where a TLS route names an SNI, so that hosts may have the form of SNIs between gateways. */
  readonly hasSniHosts: boolean;
}

/** The hosts of a VirtualService. `ValidateVirtualService`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkHosts(hosts: readonly string[], { atGateways, hasSniHosts }: HostRules, spot: Spot): void {
  let areFine = true;
  for (const [index, host] of hosts.entries()) {
    const problem = hostProblem(host, atGateways, hasSniHosts);
    if (problem) spot.at(index).error(problem);
    areFine &&= !problem;
  }
  if (areFine) checkDistinct(hosts, spot);
}

function hostProblem(host: string, atGateways: boolean, hasSniHosts: boolean): string | undefined {
  const problem = atGateways && hasSniHosts ? gatewaySniProblem(host) : wildcardDomainProblem(host);
  if (problem) return isIpAddress(host) ? undefined : `The host ${JSON.stringify(host)} ${problem}.`;
  if (host !== '*' || atGateways) return undefined;
  return 'Sidecars cannot take the host "*": name the hosts, or use gateways without "mesh" only.';
}

/** No host twice, nor one that a wildcard of the same list covers. */
function checkDistinct(hosts: readonly string[], spot: Spot): void {
  const covering = new Map(hosts.filter(isWildcard).map((host) => [host.slice(1), host]));
  const lengths = new Set([...covering.keys()].map((suffix) => suffix.length));
  const seen = new Set<string>();
  for (const [index, host] of hosts.entries()) {
    if (seen.has(host)) {
      spot.at(index).error(`The host ${JSON.stringify(host)} is listed twice: remove one.`);
      continue;
    }
    seen.add(host);
    const name = isWildcard(host) ? host.slice(1) : host;
    for (const length of lengths) {
      const wildcard = length <= name.length ? covering.get(name.slice(name.length - length)) : undefined;
      if (wildcard === undefined || wildcard === host) continue;
      spot.at(index).error(`The host ${JSON.stringify(host)} is covered by ${JSON.stringify(wildcard)}: remove one of them.`);
      break;
    }
  }
}
