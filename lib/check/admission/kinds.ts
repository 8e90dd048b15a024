import { Kind as Name } from '../../model';
import { checkTrafficExtension, TRAFFIC_EXTENSION } from './extensions/traffic-extension';
import { checkWasmPlugin, WASM_PLUGIN } from './extensions/wasm-plugin';
import { type Kind, kind } from './kind';
import { checkDestinationRule, DESTINATION_RULE } from './networking/destination-rule';
import { checkEnvoyFilter, ENVOY_FILTER } from './networking/envoy-filter';
import { checkGateway, GATEWAY } from './networking/gateway';
import { checkProxyConfig, PROXY_CONFIG } from './networking/proxy-config';
import { checkServiceEntry, SERVICE_ENTRY } from './networking/service-entry';
import { checkSidecar, SIDECAR } from './networking/sidecar';
import { checkVirtualService, VIRTUAL_SERVICE } from './networking/virtual-service';
import { checkWorkloadEntry, WORKLOAD_ENTRY } from './networking/workload-entry';
import { checkWorkloadGroup, WORKLOAD_GROUP } from './networking/workload-group';
import { AUTHORIZATION_POLICY, checkAuthorizationPolicy, checkDryRun } from './security/authorization-policy';
import { checkPeerAuthentication, PEER_AUTHENTICATION } from './security/peer-authentication';
import { checkRequestAuthentication, REQUEST_AUTHENTICATION } from './security/request-authentication';
import { checkTelemetry, TELEMETRY } from './telemetry/telemetry';

/** The kinds that istiod's webhook judges. */
export const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  [Name.GATEWAY, kind(GATEWAY, checkGateway)],
  [Name.VIRTUAL_SERVICE, kind(VIRTUAL_SERVICE, checkVirtualService)],
  [Name.DESTINATION_RULE, kind(DESTINATION_RULE, checkDestinationRule)],
  [Name.SERVICE_ENTRY, kind(SERVICE_ENTRY, checkServiceEntry)],
  [Name.SIDECAR, kind(SIDECAR, checkSidecar)],
  [Name.WORKLOAD_ENTRY, kind(WORKLOAD_ENTRY, checkWorkloadEntry)],
  [Name.WORKLOAD_GROUP, kind(WORKLOAD_GROUP, checkWorkloadGroup)],
  [Name.ENVOY_FILTER, kind(ENVOY_FILTER, checkEnvoyFilter)],
  [Name.PROXY_CONFIG, kind(PROXY_CONFIG, checkProxyConfig)],
  [Name.AUTHORIZATION_POLICY, kind(AUTHORIZATION_POLICY, checkAuthorizationPolicy, checkDryRun)],
  [Name.PEER_AUTHENTICATION, kind(PEER_AUTHENTICATION, checkPeerAuthentication)],
  [Name.REQUEST_AUTHENTICATION, kind(REQUEST_AUTHENTICATION, checkRequestAuthentication)],
  ['telemetry.istio.io/Telemetry', kind(TELEMETRY, checkTelemetry)],
  [Name.WASM_PLUGIN, kind(WASM_PLUGIN, checkWasmPlugin)],
  [Name.TRAFFIC_EXTENSION, kind(TRAFFIC_EXTENSION, checkTrafficExtension)],
]);
