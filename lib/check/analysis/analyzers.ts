import { Analyzer } from './analyzer';
import { crdVersion } from './control-plane/crd-version';
import { webhookAddress } from './control-plane/webhook-address';
import { webhookOverlap } from './control-plane/webhook-overlap';
import { caCertificates } from './destination-rule/ca-certificates';
import { subsetPods } from './destination-rule/subset-pods';
import { patches } from './envoy-filter/patches';
import { conflict } from './gateway/conflict';
import { credential } from './gateway/credential';
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
import { addresses } from './service-entry/addresses';
import { portName } from './service/port-name';
import { deprecatedEgressProxy } from './sidecar/deprecated-egress-proxy';
import { selector as sidecarSelector } from './sidecar/selector';
import { provider } from './telemetry/provider';
import { selector as telemetrySelector } from './telemetry/selector';
import { deprecatedDelay } from './virtual-service/deprecated-delay';
import { destinationHost } from './virtual-service/destination-host';
import { destinationSubset } from './virtual-service/destination-subset';
import { gatewayReference } from './virtual-service/gateway-reference';
import { jwtClaimRoute } from './virtual-service/jwt-claim-route';
import { meshHostConflict } from './virtual-service/mesh-host-conflict';
import { subsetPastGateway } from './virtual-service/subset-past-gateway';
import { unusedRules } from './virtual-service/unused-rules';
import { annotations } from './workload/annotations';
import { applicationUid } from './workload/application-uid';
import { sharedPorts } from './workload/shared-ports';

/** Every analyzer there is; what isn't here doesn't run. */
export const ANALYZERS: readonly Analyzer[] = [
  crdVersion,
  webhookAddress,
  webhookOverlap,
  caCertificates,
  subsetPods,
  patches,
  conflict,
  credential,
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
  addresses,
  portName,
  deprecatedEgressProxy,
  sidecarSelector,
  provider,
  telemetrySelector,
  deprecatedDelay,
  destinationHost,
  destinationSubset,
  gatewayReference,
  jwtClaimRoute,
  meshHostConflict,
  subsetPastGateway,
  unusedRules,
  annotations,
  applicationUid,
  sharedPorts,
];
