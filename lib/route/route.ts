import { Model, UNSPECIFIED_ADDRESS } from '../model';
import { connect, isTlsOnTheWire } from './connect';
import { Decision } from './decision';
import { withHints } from './hints';
import { gatewayListeners } from './listener/gateway-listeners';
import { Listener } from './listener/listener';
import { listenPortOf, MergedGateway } from './listener/merged-gateway';
import { sidecarListeners } from './listener/sidecar-listeners';
import { ProxyState } from './proxy-state';
import { RouteRequest } from './request';
import { mergedGatewayOf, stateFor } from './mesh-state';
import { Trace } from './trace';

/**
 * Where a request goes: what istiod 1.30 would make of the manifests for the proxy that takes it, and what Envoy would do
 * with that. Pass a {@link Trace} to learn why.
 */
export function route(model: Model, request: RouteRequest, trace?: Trace): Decision {
  const { state, honesty } = stateFor(model, request.from);
  const isGateway = state.proxy.type === 'router';
  const decision = isGateway ? throughGateway(state, request, trace) : throughSidecar(state, request, trace);
  const hinted = withHints(state, request, decision, isGateway ? mergedGatewayOf(state) : undefined);
  return honesty.judge(request, hinted);
}

function portOf(request: RouteRequest): number {
  return request.port ?? (isTlsOnTheWire(request) ? 443 : 80);
}

/** Where redirected traffic arrives. `blackholeFilterChain`, istio 1.30.3 pilot/pkg/networking/core/listener_builder.go */
const OWN_PORTS: ReadonlySet<number> = new Set([15001, 15006]);

/** The address and port dialled lead to a listener of their own, else to that port's, else to the one for all the rest. */
function throughSidecar(state: ProxyState, request: RouteRequest, trace: Trace | undefined): Decision {
  const port = portOf(request);
  const address = state.address(request.host);
  const index = (): ReadonlyMap<string, () => Listener | undefined> => sidecarListeners(state);
  const listener = state.listener(address, port, index) ?? state.listener(UNSPECIFIED_ADDRESS, port, index);
  if (listener) return connect(state, listener, request, address, trace);
  if (OWN_PORTS.has(port)) {
    trace?.taken('listener', 'virtualOutbound', `port ${port} is the proxy's own, and calls to it would come back for ever`);
    return { outcome: 'blocked', listener: 'virtualOutbound' };
  }
  trace?.taken('listener', 'virtualOutbound', `nothing listens for ${address}:${port}`);
  if (!state.scope.allowsAny) return { outcome: 'blocked', listener: 'virtualOutbound' };
  return { outcome: 'passthrough', listener: 'virtualOutbound', ...(isTlsOnTheWire(request) && { tls: 'passthrough' }) };
}

function throughGateway(state: ProxyState, request: RouteRequest, trace: Trace | undefined): Decision {
  const port = listenPortOf(portOf(request), state.proxy.targets);
  const index = (): ReadonlyMap<string, () => Listener | undefined> => gatewayListeners(state, mergedGatewayOf(state));
  const listener = state.listener(UNSPECIFIED_ADDRESS, port, index);
  if (trace) traceServers(trace, mergedGatewayOf(state));
  if (listener) return connect(state, listener, request, UNSPECIFIED_ADDRESS, trace);
  trace?.passed(
    'listener',
    `${UNSPECIFIED_ADDRESS}_${port}`,
    'no server of a Gateway that selects this proxy opens it, or none with a route for it',
  );
  return { outcome: 'noListener' };
}

function traceServers(trace: Trace, merged: MergedGateway): void {
  for (const { server, port, reason } of merged.skipped)
    trace.passed('listener', `server ${server.spec.port?.name ?? ''} of ${server.gateway} on ${port}`, reason, server.resource);
}
