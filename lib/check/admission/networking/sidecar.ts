import { enumeration, list, message, optional, type Read } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { fqdnProblem } from '../value/domain-name';
import { checkLabelsSelector, LABELS_SELECTOR } from '../value/selector';
import { checkEgress, EGRESS_LISTENER } from './sidecar-egress';
import { checkIngress, INGRESS_LISTENER } from './sidecar-ingress';
import { checkConnectionPool, CONNECTION_POOL_SETTINGS } from './traffic-policy';
import { checkDestination, DESTINATION } from './virtual-service';

const OUTBOUND_TRAFFIC_POLICY = message({ mode: enumeration('REGISTRY_ONLY', 'ALLOW_ANY'), egressProxy: optional(DESTINATION) });

/** networking/v1alpha3 `Sidecar` */
export const SIDECAR = message({
  workloadSelector: optional(LABELS_SELECTOR),
  ingress: list(INGRESS_LISTENER),
  egress: list(EGRESS_LISTENER),
  inboundConnectionPool: optional(CONNECTION_POOL_SETTINGS),
  outboundTrafficPolicy: optional(OUTBOUND_TRAFFIC_POLICY),
});

/** `ValidateSidecar`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkSidecar(sidecar: Read<typeof SIDECAR>, { namespace }: KindContext, spot: Spot): void {
  const { workloadSelector, ingress, egress, inboundConnectionPool, outboundTrafficPolicy } = sidecar;
  if (ingress.length + egress.length === 0 && !outboundTrafficPolicy && !inboundConnectionPool) {
    // istiod forgets the warning of an empty selector here.
    checkLabelsSelector(workloadSelector, spot.at('workloadSelector').errorsOnly());
    spot.error('The Sidecar says nothing: give it ingress, egress, outboundTrafficPolicy or inboundConnectionPool.');
    return;
  }
  if (!checkLabelsSelector(workloadSelector, spot.at('workloadSelector'))) return;
  checkIngress(ingress, spot.at('ingress'));
  checkConnectionPool(inboundConnectionPool, spot.at('inboundConnectionPool'));
  checkEgress(egress, namespace, spot.at('egress'));
  if (outboundTrafficPolicy) checkOutboundTrafficPolicy(outboundTrafficPolicy, spot.at('outboundTrafficPolicy'));
}

/** `validateSidecarOutboundTrafficPolicy` */
function checkOutboundTrafficPolicy({ mode, egressProxy }: Read<typeof OUTBOUND_TRAFFIC_POLICY>, spot: Spot): void {
  if (!egressProxy) return;
  const at = spot.at('egressProxy');
  if (mode !== 'ALLOW_ANY') {
    at.error('Only unknown hosts that are allowed go to the egress proxy: set mode to ALLOW_ANY, or remove egressProxy.');
    return;
  }
  if (!egressProxy.port) at.at('port').error('The port of the egress proxy is missing: give it.');
  const problem = fqdnProblem(egressProxy.host);
  if (problem) at.at('host').error(`The host ${JSON.stringify(egressProxy.host)} of the egress proxy ${problem}.`);
  if (egressProxy.port && !problem) checkDestination(egressProxy, at);
}
