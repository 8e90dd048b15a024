import { policyTargets } from './ambient/policy-targets';
import { proxySettings } from './ambient/proxy-settings';
import { routes as ambientRoutes } from './ambient/routes';
import { sidecarLabel } from './ambient/sidecar-label';
import { waypointReference } from './ambient/waypoint-reference';
import { ztunnelPolicies } from './ambient/ztunnel-policies';
import { Analyzer } from './analyzer';
import { crdVersion } from './control-plane/crd-version';
import { webhookAddress } from './control-plane/webhook-address';
import { webhookOverlap } from './control-plane/webhook-overlap';
import { caCertificates } from './destination-rule/ca-certificates';
import { doubleTls } from './destination-rule/double-tls';
import { dynamicDns } from './destination-rule/dynamic-dns';
import { mergedRules } from './destination-rule/merged-rules';
import { peerAuthentication } from './destination-rule/peer-authentication';
import { portSettings } from './destination-rule/port-settings';
import { subsetOfService } from './destination-rule/subset-of-service';
import { subsetPods } from './destination-rule/subset-pods';
import { patches } from './envoy-filter/patches';
import { namespaces } from './export-to/namespaces';
import { allowedRoutes } from './gateway-api/allowed-routes';
import { grants } from './gateway-api/grants';
import { listeners } from './gateway-api/listeners';
import { references } from './gateway-api/references';
import { conflict } from './gateway/conflict';
import { connectionReuse } from './gateway/connection-reuse';
import { credential } from './gateway/credential';
import { filterChains } from './gateway/filter-chains';
import { selectorAndPorts } from './gateway/selector-and-ports';
import { sharedCertificate } from './gateway/shared-certificate';
import { imageAuto } from './injection/image-auto';
import { missingProxy } from './injection/missing-proxy';
import { namespaceLabels } from './injection/namespace-labels';
import { proxyImage } from './injection/proxy-image';
import { authorizationPolicy } from './security/authorization-policy';
import { conditions } from './security/conditions';
import { gatewayApiSelector } from './security/gateway-api-selector';
import { jwksFetch } from './security/jwks-fetch';
import { peerPort } from './security/peer-port';
import { peerAuthenticationScope } from './security/peer-authentication-scope';
import { policyRules } from './security/policy-rules';
import { principals } from './security/principals';
import { tokenRequired } from './security/token-required';
import { addresses } from './service-entry/addresses';
import { duplicateHosts } from './service-entry/duplicate-hosts';
import { portName } from './service/port-name';
import { targetPort } from './service/target-port';
import { deprecatedEgressProxy } from './sidecar/deprecated-egress-proxy';
import { egressHosts } from './sidecar/egress-hosts';
import { outboundMode } from './sidecar/outbound-mode';
import { selector as sidecarSelector } from './sidecar/selector';
import { provider } from './telemetry/provider';
import { selector as telemetrySelector } from './telemetry/selector';
import { authorityPort } from './virtual-service/authority-port';
import { catchAll } from './virtual-service/catch-all';
import { cors } from './virtual-service/cors';
import { corsOrigin } from './virtual-service/cors-origin';
import { delegates } from './virtual-service/delegates';
import { deprecatedDelay } from './virtual-service/deprecated-delay';
import { destinationHost } from './virtual-service/destination-host';
import { destinationSubset } from './virtual-service/destination-subset';
import { dottedHost } from './virtual-service/dotted-host';
import { emptyValue } from './virtual-service/empty-value';
import { fault } from './virtual-service/fault';
import { gatewayReference } from './virtual-service/gateway-reference';
import { headerCommand } from './virtual-service/header-command';
import { headerOrder } from './virtual-service/header-order';
import { hiddenBySidecar } from './virtual-service/hidden-by-sidecar';
import { hiddenSubset } from './virtual-service/hidden-subset';
import { hostOutsideGateway } from './virtual-service/host-outside-gateway';
import { ignoredConditions } from './virtual-service/ignored-conditions';
import { jwtClaimRoute } from './virtual-service/jwt-claim-route';
import { meshHostConflict } from './virtual-service/mesh-host-conflict';
import { neighbourPrefix } from './virtual-service/neighbour-prefix';
import { neverTrue } from './virtual-service/never-true';
import { passthroughDestination } from './virtual-service/passthrough-destination';
import { pathForm } from './virtual-service/path-form';
import { pathQuery } from './virtual-service/path-query';
import { portProtocol } from './virtual-service/port-protocol';
import { redirectCode } from './virtual-service/redirect-code';
import { redirectLoop } from './virtual-service/redirect-loop';
import { redirectTarget } from './virtual-service/redirect-target';
import { retryTimeout } from './virtual-service/retry-timeout';
import { rewriteSlash } from './virtual-service/rewrite-slash';
import { routeHost } from './virtual-service/route-host';
import { serverName } from './virtual-service/server-name';
import { serverProtocol } from './virtual-service/server-protocol';
import { shadowedRule } from './virtual-service/shadowed-rule';
import { shadowedSubset } from './virtual-service/shadowed-subset';
import { subsetPastGateway } from './virtual-service/subset-past-gateway';
import { unsafeRetries } from './virtual-service/unsafe-retries';
import { unusedRules } from './virtual-service/unused-rules';
import { weights } from './virtual-service/weights';
import { wholeRegex } from './virtual-service/whole-regex';
import { wildcardDestination } from './virtual-service/wildcard-destination';
import { annotations } from './workload/annotations';
import { applicationUid } from './workload/application-uid';
import { groupAccount } from './workload/group-account';
import { selector as workloadSelector } from './workload/selector';
import { sharedPorts } from './workload/shared-ports';

/** Every analyzer there is; what isn't here doesn't run. */
export const ANALYZERS: readonly Analyzer[] = [
  policyTargets,
  proxySettings,
  ambientRoutes,
  sidecarLabel,
  waypointReference,
  ztunnelPolicies,
  crdVersion,
  webhookAddress,
  webhookOverlap,
  caCertificates,
  doubleTls,
  dynamicDns,
  mergedRules,
  peerAuthentication,
  portSettings,
  subsetOfService,
  subsetPods,
  patches,
  namespaces,
  allowedRoutes,
  grants,
  listeners,
  references,
  conflict,
  connectionReuse,
  credential,
  filterChains,
  selectorAndPorts,
  sharedCertificate,
  imageAuto,
  missingProxy,
  namespaceLabels,
  proxyImage,
  authorizationPolicy,
  conditions,
  gatewayApiSelector,
  jwksFetch,
  peerPort,
  peerAuthenticationScope,
  policyRules,
  principals,
  tokenRequired,
  addresses,
  duplicateHosts,
  portName,
  targetPort,
  deprecatedEgressProxy,
  egressHosts,
  outboundMode,
  sidecarSelector,
  provider,
  telemetrySelector,
  authorityPort,
  catchAll,
  cors,
  corsOrigin,
  delegates,
  deprecatedDelay,
  destinationHost,
  destinationSubset,
  dottedHost,
  emptyValue,
  fault,
  gatewayReference,
  headerCommand,
  headerOrder,
  hiddenBySidecar,
  hiddenSubset,
  hostOutsideGateway,
  ignoredConditions,
  jwtClaimRoute,
  meshHostConflict,
  neighbourPrefix,
  neverTrue,
  passthroughDestination,
  pathForm,
  pathQuery,
  portProtocol,
  redirectCode,
  redirectLoop,
  redirectTarget,
  retryTimeout,
  rewriteSlash,
  routeHost,
  serverName,
  serverProtocol,
  shadowedRule,
  shadowedSubset,
  subsetPastGateway,
  unsafeRetries,
  unusedRules,
  weights,
  wholeRegex,
  wildcardDestination,
  annotations,
  applicationUid,
  groupAccount,
  workloadSelector,
  sharedPorts,
];
