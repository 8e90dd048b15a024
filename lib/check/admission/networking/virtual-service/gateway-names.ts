import type { Spot } from '../../spot';
import { DNS_LABEL_RULE, isDnsLabel } from '../../value/dns-label';
import { fqdnProblem } from '../../value/domain-name';

/** The gateway that stands for all sidecars. `IstioMeshGateway`, istio 1.30.3 pkg/config/constants/constants.go */
export const MESH = 'mesh';

/**
 * Gateways, each written `namespace/name`; a bare name is looked at as a domain name, and then istiod looks at no more of them.
 * `validateGatewayNames`, istio 1.30.3 pkg/config/validation/validation.go
 */
export function checkGatewayNames(names: readonly string[], spot: Spot, ofGatewayApi = false): void {
  for (const [index, gateway] of names.entries()) {
    const at = spot.at(index);
    const slash = gateway.indexOf('/');
    if (slash < 0) {
      checkBareName(gateway, at);
      return;
    }
    const [namespace, name] = [gateway.slice(0, slash), gateway.slice(slash + 1)];
    if (!isDnsLabel(namespace)) at.error(`${JSON.stringify(namespace)} is not the name of a namespace: ${DNS_LABEL_RULE}.`);
    if (!isDnsLabel(name) && (name === '' || !ofGatewayApi)) {
      at.error(`${JSON.stringify(name)} is not the name of a Gateway: ${DNS_LABEL_RULE}.`);
    }
  }
}

function checkBareName(gateway: string, spot: Spot): void {
  const problem = fqdnProblem(gateway);
  if (problem) spot.error(`The gateway ${JSON.stringify(gateway)} ${problem}.`);
  const [name, namespace] = gateway.split('.');
  if (namespace !== undefined) {
    spot.warn(`${JSON.stringify(gateway)} is the old way to name a gateway of another namespace: write "${namespace}/${name}".`);
  }
}
