import { DOUBLE, enumeration, list, message, optional, type Read, STRING, UINT32 } from '../../decode';
import type { Spot } from '../../spot';
import { fqdnProblem } from '../../value/domain-name';
import { isIpAddress } from '../../value/ip-address';
import { checkPort, OPTIONAL_PORT_SELECTOR } from '../../value/port';
import { checkClientTls, CLIENT_TLS_SETTINGS } from './client-tls-settings';
import { checkConnectionPool, CONNECTION_POOL_SETTINGS } from './connection-pool';
import { checkLoadBalancer, LOAD_BALANCER_SETTINGS } from './load-balancer';
import { checkOutlierDetection, OUTLIER_DETECTION } from './outlier-detection';

const POLICIES = {
  loadBalancer: optional(LOAD_BALANCER_SETTINGS),
  connectionPool: optional(CONNECTION_POOL_SETTINGS),
  outlierDetection: optional(OUTLIER_DETECTION),
  tls: optional(CLIENT_TLS_SETTINGS),
};

const PORT_TRAFFIC_POLICY = message({ port: OPTIONAL_PORT_SELECTOR, ...POLICIES });

const TUNNEL_SETTINGS = message({ protocol: STRING, targetHost: STRING, targetPort: UINT32 });

/** networking/v1alpha3 `TrafficPolicy` */
export const TRAFFIC_POLICY = message({
  ...POLICIES,
  portLevelSettings: list(PORT_TRAFFIC_POLICY),
  tunnel: optional(TUNNEL_SETTINGS),
  proxyProtocol: optional(message({ version: enumeration('V1', 'V2') })),
  retryBudget: optional(message({ percent: optional(DOUBLE), minRetryConcurrency: UINT32 })),
});

type Policies = Pick<Read<typeof TRAFFIC_POLICY>, keyof typeof POLICIES>;

/** How requests to a host are sent. `validateTrafficPolicy`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkTrafficPolicy(policy: Read<typeof TRAFFIC_POLICY> | undefined, namespace: string, spot: Spot): void {
  if (!policy) return;
  const { tunnel, proxyProtocol, retryBudget, portLevelSettings } = policy;
  if (!hasPolicy(policy) && portLevelSettings.length === 0 && !tunnel && !proxyProtocol && !retryBudget) {
    spot.error('The traffic policy is empty: say something in it, or leave it out.');
    return;
  }
  if (tunnel && proxyProtocol) {
    spot.error('tunnel and proxyProtocol exclude each other: keep one.');
    return;
  }
  checkPolicies(policy, namespace, spot);
  for (const [index, each] of portLevelSettings.entries()) {
    // istiod loses the warnings of a port's policy.
    checkPortPolicy(each, namespace, spot.at('portLevelSettings').at(index).errorsOnly());
  }
  if (tunnel) checkTunnel(tunnel, spot.at('tunnel'));
  if (proxyProtocol && !['V1', 'V2'].includes(proxyProtocol.version)) {
    spot.at('proxyProtocol').at('version').error('There is no such version of the PROXY protocol: use V1 or V2.');
  }
}

function hasPolicy({ loadBalancer, connectionPool, outlierDetection, tls }: Policies): boolean {
  return !!(loadBalancer ?? connectionPool ?? outlierDetection ?? tls);
}

function checkPolicies({ loadBalancer, connectionPool, outlierDetection, tls }: Policies, namespace: string, spot: Spot): void {
  checkOutlierDetection(outlierDetection, spot.at('outlierDetection'));
  checkConnectionPool(connectionPool, spot.at('connectionPool'));
  checkLoadBalancer(loadBalancer, outlierDetection, spot.at('loadBalancer'));
  checkClientTls(tls, namespace, spot.at('tls'));
}

/** `validatePortTrafficPolicies` */
function checkPortPolicy(policy: Read<typeof PORT_TRAFFIC_POLICY>, namespace: string, spot: Spot): void {
  if (!policy.port) spot.at('port').error('The port is missing: say for which port the policy is.');
  if (!hasPolicy(policy)) spot.error('The policy of the port is empty: say something in it, or leave it out.');
  checkPolicies(policy, namespace, spot);
}

/** `validateTunnelSettings` */
function checkTunnel({ protocol, targetHost, targetPort }: Read<typeof TUNNEL_SETTINGS>, spot: Spot): void {
  if (!['', 'CONNECT', 'POST'].includes(protocol)) {
    spot.at('protocol').error(`${JSON.stringify(protocol)} opens no tunnel: use "CONNECT" or "POST".`);
  }
  const problem = isIpAddress(targetHost) ? undefined : fqdnProblem(targetHost);
  if (problem) spot.at('targetHost').error(`The target ${JSON.stringify(targetHost)} ${problem}.`);
  checkPort(targetPort, spot.at('targetPort'));
}
