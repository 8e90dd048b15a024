import type { Spot } from '../../spot';
import { isBounded } from './bounded';
import { Decoded } from './message';
import { warnOfMissingTypes } from './missing-type';
import { findMessageType } from './types';

/** What each class of objects is. `BuildXDSObjectFromStruct`, istio 1.30.3 pkg/config/xds/xds.go */
const OBJECTS: ReadonlyMap<string, string> = new Map([
  ['CLUSTER', 'envoy.config.cluster.v3.Cluster'],
  ['LISTENER', 'envoy.config.listener.v3.Listener'],
  ['ROUTE_CONFIGURATION', 'envoy.config.route.v3.RouteConfiguration'],
  ['FILTER_CHAIN', 'envoy.config.listener.v3.FilterChain'],
  ['HTTP_FILTER', 'envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter'],
  ['NETWORK_FILTER', 'envoy.config.listener.v3.Filter'],
  ['VIRTUAL_HOST', 'envoy.config.route.v3.VirtualHost'],
  ['HTTP_ROUTE', 'envoy.config.route.v3.Route'],
  ['EXTENSION_CONFIG', 'envoy.config.core.v3.TypedExtensionConfig'],
  ['BOOTSTRAP', 'envoy.config.bootstrap.v3.Bootstrap'],
  ['LISTENER_FILTER', 'envoy.config.listener.v3.ListenerFilter'],
]);

/**
 * The value of a patch, which must be Envoy's configuration: a part of what it is applied to. `StructToMessage`, istio 1.30.3
 * pkg/config/xds/xds.go
 */
export function checkEnvoyValue(applyTo: string, value: Readonly<Record<string, unknown>>, spot: Spot): void {
  const object = OBJECTS.get(applyTo);
  if (object === undefined) {
    spot.error(`What ${applyTo} stands for Istio does not know: set applyTo to one of its names.`);
    return;
  }
  if (!isBounded(value)) return;
  const decoded = findMessageType(object)?.type.read(value, spot);
  if (decoded instanceof Decoded) warnOfMissingTypes(decoded);
}
