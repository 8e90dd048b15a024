import type { Manifest } from '../render/manifest';
import type { Place } from '../render/place';
import type {
  DestinationRuleSpecTrafficPolicy,
  DestinationRuleSpecTrafficPolicyPortLevelSettings,
} from '../../imports/networking.istio.io';
import { renderPort } from '../render/number';
import { listOf, structOf } from '../render/values';
import { ClientTlsSettings, renderClientTlsSettings } from './client-tls-settings';
import { ConnectionPool, renderConnectionPool } from './connection-pool';
import { LoadBalancer, renderLoadBalancer } from './load-balancer';
import { OutlierDetection, renderOutlierDetection } from './outlier-detection';
import { ProxyProtocol, renderProxyProtocol } from './proxy-protocol';
import { renderRetryBudget, RetryBudget } from './retry-budget';
import type { IService } from './service';
import { renderTunnelSettings, TunnelSettings } from './tunnel-settings';

/**
 * What a client does differently at one port of the destination. What it leaves out is Istio's
 * default there, not what the policy says for all ports: `proxyProtocol` and `retryBudget` of the
 * policy do not apply at this port, either. Refused if it says nothing.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-PortTrafficPolicy
 */
export interface PortTrafficPolicy {
  /** Port of the service (not of its Pods), 1 to 65535. At most one policy a port. */
  readonly port: number;
  /** How an endpoint is chosen. @default - Istio's: LoadBalancer.leastRequest() */
  readonly loadBalancer?: LoadBalancer;
  /** Limits on connections and requests. @default - Istio's */
  readonly connectionPool?: ConnectionPool;
  /** When endpoints that fail are left out. @default - never */
  readonly outlierDetection?: OutlierDetection;
  /** TLS towards the destination. @default - the mesh's mutual TLS where the destination speaks it */
  readonly tls?: ClientTlsSettings;
}

/**
 * What clients do once a request has been routed to the destination. Of a subset's policy each field
 * replaces that of the rule as a whole. Refused if it says nothing.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy
 */
export interface TrafficPolicy {
  /** How an endpoint is chosen. @default - Istio's: LoadBalancer.leastRequest() */
  readonly loadBalancer?: LoadBalancer;
  /** Limits on connections and requests. @default - Istio's */
  readonly connectionPool?: ConnectionPool;
  /** When endpoints that fail are left out. @default - never */
  readonly outlierDetection?: OutlierDetection;
  /** TLS towards the destination. @default - the mesh's mutual TLS where the destination speaks it */
  readonly tls?: ClientTlsSettings;
  /** What is different at single ports, 4096 at most; a port that the service lacks is refused at synth. @default - nothing */
  readonly portLevelSettings?: PortTrafficPolicy[];
  /** Tunnel through the destination, for TCP and TLS; refused beside `proxyProtocol`. @default - none */
  readonly tunnel?: TunnelSettings;
  /** PROXY protocol towards the destination; refused beside `tunnel`. @default - none */
  readonly proxyProtocol?: ProxyProtocol;
  /** Limit on retries that grows with the requests. @default - none */
  readonly retryBudget?: RetryBudget;
}

/** As the CRD bounds `portLevelSettings`. */
const MAX_PORTS = 4096;

/** What a policy can say of all ports and of a single one alike. */
const SETTINGS = {
  loadBalancer: renderLoadBalancer,
  connectionPool: renderConnectionPool,
  outlierDetection: renderOutlierDetection,
  tls: renderClientTlsSettings,
};

const renderPolicyFields = structOf<TrafficPolicy, Manifest<DestinationRuleSpecTrafficPolicy>>('TrafficPolicy', {
  ...SETTINGS,
  portLevelSettings: renderPortPolicies,
  tunnel: renderTunnelSettings,
  proxyProtocol: renderProxyProtocol,
  retryBudget: renderRetryBudget,
});

/** `validateTrafficPolicy` in pkg/config/validation of istio 1.30.3. @internal */
export function renderTrafficPolicy(policy: TrafficPolicy, place: Place): Manifest<DestinationRuleSpecTrafficPolicy> {
  const rendered = renderPolicyFields(policy, place);
  if (rendered.tunnel && rendered.proxyProtocol) {
    place.at('proxyProtocol').fail(policy.proxyProtocol, 'cannot be combined with a tunnel', 'remove one of the two');
  }
  refuseEmpty(rendered, policy, place);
  return rendered;
}

/**
 * What is wrong with the ports of a policy, now that the service has all of its own: a policy for a
 * port that the service lacks is never looked at (`GetPortLevelTrafficPolicy` in
 * pilot/pkg/networking/util of istio 1.30.3).
 *
 * @internal
 */
export function portProblems(policy: Manifest<DestinationRuleSpecTrafficPolicy>, service: IService, place: Place): string[] {
  const known = (service.ports ?? []).map((servicePort) => servicePort?.port);
  if (known.length === 0) return [];
  const problems: string[] = [];
  policy.portLevelSettings?.forEach(({ port }, index) => {
    if (port?.number === undefined || known.includes(port.number)) return;
    const at = place.at('portLevelSettings').at(index).at('port').at('number');
    problems.push(at.problem(port.number, `is not a port of ${JSON.stringify(service.name)}`, `use one of ${known.join(', ')}`));
  });
  return problems;
}

/** `validatePortTrafficPolicies` in pkg/config/validation of istio 1.30.3. An empty list says nothing. */
function renderPortPolicies(policies: PortTrafficPolicy[], place: Place): RenderedPortPolicy[] | undefined {
  const rendered = listOf(renderPortPolicy)(policies, place);
  if (rendered.length > MAX_PORTS) place.fail(rendered.length, 'are too many', `give ${MAX_PORTS} at most`);
  const seen = new Set<number>();
  rendered.forEach(({ port: { number } }, index) => {
    const at = place.at(index).at('port').at('number');
    if (seen.has(number)) at.fail(number, 'has a policy already, and Istio reads only the first', 'make one of the two');
    seen.add(number);
  });
  return rendered.length > 0 ? rendered : undefined;
}

interface RenderedPortPolicy extends Manifest<DestinationRuleSpecTrafficPolicyPortLevelSettings> {
  port: { number: number };
}

const renderPortPolicyFields = structOf<PortTrafficPolicy, Manifest<DestinationRuleSpecTrafficPolicyPortLevelSettings>>(
  'PortTrafficPolicy',
  {
    ...SETTINGS,
    port: renderPolicyPort,
  },
);

function renderPolicyPort(port: number, place: Place): { number: number } {
  return { number: renderPort(port, place.at('number')) };
}

function renderPortPolicy(policy: PortTrafficPolicy, place: Place): RenderedPortPolicy {
  const { port: _, ...settings } = renderPortPolicyFields(policy, place);
  refuseEmpty(settings, policy, place);
  return { ...settings, port: renderPolicyPort(policy.port, place.at('port')) };
}

function refuseEmpty(rendered: object, policy: object, place: Place): void {
  for (const _ in rendered) return;
  place.fail(policy, 'says nothing, which Istio refuses', 'set a field, or leave the policy out');
}
