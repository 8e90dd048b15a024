import { Model, UNSPECIFIED_ADDRESS } from '../model';
import { leave } from './beyond';
import { connect, dialledPort, isTlsOnTheWire } from './connect';
import { Decision } from './decision';
import { withHints } from './hints';
import { MESH_CONFIG } from './honesty/unmodelled';
import { gatewayListeners } from './listener/gateway-listeners';
import { Listener } from './listener/listener';
import { listenPortOf, MergedGateway } from './listener/merged-gateway';
import { sidecarListeners } from './listener/sidecar-listeners';
import { ProxyState } from './proxy-state';
import { RouteRequest } from './request';
import { mergedGatewayOf, stateFor } from './mesh-state';
import { nameOf, Trace } from './trace';

/**
 * Where a request goes: what istiod 1.30 would make of the manifests for the proxy that takes it, and what Envoy would do
 * with that. Pass a {@link Trace} to learn why.
 */
export function route(model: Model, request: RouteRequest, trace?: Trace): Decision {
  const { state, honesty } = stateFor(model, request.from);
  const isGateway = state.proxy.type === 'router';
  if (trace) traceProxy(trace, state);
  const decision = isGateway ? throughGateway(state, request, trace) : throughSidecar(state, request, trace);
  const hinted = withHints(state, request, decision, isGateway ? mergedGatewayOf(state) : undefined);
  return honesty.judge(request, hinted);
}

/** The address and port dialled lead to a listener of their own, else to that port's, else to the one for all the rest. */
function throughSidecar(state: ProxyState, request: RouteRequest, trace: Trace | undefined): Decision {
  const port = dialledPort(request);
  const address = state.address(request.host);
  const index = (): ReadonlyMap<string, () => Listener | undefined> => sidecarListeners(state);
  const own = state.listener(address, port, index);
  if (!own && isLoopback(address)) return toItself(state, port, trace);
  const listener = own ?? state.listener(UNSPECIFIED_ADDRESS, port, index);
  if (listener) return connect(state, listener, request, address, trace);
  if (ownPorts(state).includes(port)) {
    trace?.taken('listener', 'virtualOutbound', `port ${port} is the proxy's own, and calls to it would come back for ever`);
    return { outcome: 'blocked', listener: 'virtualOutbound' };
  }
  trace?.taken('listener', 'virtualOutbound', `nothing listens for ${address}:${port}`);
  if (!state.scope.allowsAny) return { outcome: 'blocked', listener: 'virtualOutbound' };
  const decision = leave(state, undefined, trace);
  return { ...decision, listener: 'virtualOutbound', ...(isTlsOnTheWire(request) && { tls: 'passthrough' }) };
}

/** Where redirected traffic arrives. `blackholeFilterChain`, istio 1.30.3 pilot/pkg/networking/core/listener_builder.go */
function ownPorts({ push }: ProxyState): readonly number[] {
  const { proxyListenPort = 15001, proxyInboundListenPort = 15006 } = push.model.meshConfig;
  return [proxyListenPort, proxyInboundListenPort];
}

/**
 * A call to the client's own host is not redirected: only a listener that is bound there sees it.
 * istio 1.30.3 tools/istio-iptables/pkg/capture/run.go; `buildHTTPProxy`: pilot/pkg/networking/core/listener.go
 */
function toItself({ push }: ProxyState, port: number, trace: Trace | undefined): Decision {
  const otherwise: Decision = { outcome: 'passthrough' };
  if (push.model.meshConfig.proxyHttpPort === port)
    return { outcome: 'notModelled', object: MESH_CONFIG, reason: 'the HTTP proxy at its proxyHttpPort is not modelled', otherwise };
  trace?.taken('listener', 'none', 'what stays on the host does not pass the sidecar');
  return otherwise;
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

function throughGateway(state: ProxyState, request: RouteRequest, trace: Trace | undefined): Decision {
  const port = listenPortOf(dialledPort(request), state.proxy.targets);
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

/** Which Sidecar says what the proxy knows. */
function traceProxy(trace: Trace, { proxy, scope }: ProxyState): void {
  if (proxy.type !== 'sidecar' || !scope.sidecar) return;
  trace.taken('proxy', nameOf(scope.sidecar), `it holds for ${proxy.namespace}/${proxy.name ?? ''}`, scope.sidecar);
}

function traceServers(trace: Trace, merged: MergedGateway): void {
  for (const { server, port, reason } of merged.skipped)
    trace.passed('listener', `server ${server.spec.port?.name ?? ''} of ${server.gateway} on ${port}`, reason, server.resource, [
      'spec',
      'servers',
      server.position,
    ]);
}
