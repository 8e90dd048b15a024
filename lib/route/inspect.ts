import { isHttpOrSniffed, Model } from '../model';
import { mergedGatewayOf, stateFor } from './mesh-state';
import { Source } from './request';
import { gatewayRouteConfiguration } from './virtualhost/gateway-route-config';
import { RouteConfiguration } from './virtualhost/route-configuration';
import { sidecarRouteConfiguration } from './virtualhost/sidecar-route-config';

/**
 * One route configuration of a proxy by Envoy's name for it, as `istioctl proxy-config routes` shows it: a port for
 * sidecars, `http.<port>` or `https.<port>.<name>.<gateway>.<namespace>` for gateways. Undefined where there is none.
 */
export function routeConfigurationOf(model: Model, source: Source, name: string): RouteConfiguration | undefined {
  const { state } = stateFor(model, source);
  if (state.proxy.type === 'router') {
    const servers = mergedGatewayOf(state).serversOf(name);
    return servers.length > 0 ? state.routeConfiguration(name, () => gatewayRouteConfiguration(state, name, servers)) : undefined;
  }
  const port = Number(name);
  const services = state.scope.egressForPort(port)?.services ?? [];
  const isOpen = services.some(({ ports }) => ports.some((each) => each.port === port && isHttpOrSniffed(each.protocol)));
  return isOpen ? state.routeConfiguration(name, () => sidecarRouteConfiguration(state, port)) : undefined;
}
