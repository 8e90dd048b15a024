import { at, Kind, textOf } from '../../model';
import { Objects } from './objects';

/** Annotations that say how a Service or ServiceAccount is called. */
const NAMED_BY = ['gateway.istio.io/name-override', 'gateway.istio.io/service-account'];

/**
 * `namespace/name` of the Services, Deployments and ServiceAccounts that istiod makes for Gateways of the Gateway API, and
 * that no manifest has. Whether the class is added to the name depends on the class, so both are taken.
 * `GetDefaultName`, istio 1.30.3 pilot/pkg/config/kube/gatewaycommon/gateway_utils.go; the annotations before it,
 * `configureGateway`, deploymentcontroller.go
 */
export function namesMadeForGateways(objects: Objects): ReadonlySet<string> {
  return new Set(
    objects.of(Kind.K8S_GATEWAY).flatMap(({ namespace, name, spec, annotations }) => {
      const named = NAMED_BY.map((annotation) => textOf(annotations[annotation])).filter((each) => each !== '');
      return [name, `${name}-${textOf(at(spec, 'gatewayClassName'))}`, ...named].map((each) => `${namespace}/${each}`);
    }),
  );
}
