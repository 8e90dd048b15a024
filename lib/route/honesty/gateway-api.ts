import { Kind, Labels, listOf, Model, Resource } from '../../model';
import { blame, Unmodelled } from './unmodelled';

/** The kinds of the Gateway API that route. */
export const ROUTE_KINDS: readonly string[] = [Kind.HTTP_ROUTE, Kind.GRPC_ROUTE, Kind.TCP_ROUTE, Kind.TLS_ROUTE];

interface ParentRef {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** Routes of the Gateway API that hang on an object. */
export function routeOf(model: Model, kind: string, namespace: string, name: string): Resource | undefined {
  for (const routeKind of ROUTE_KINDS) {
    for (const resource of model.ofKind<{ parentRefs?: readonly ParentRef[] }>(routeKind)) {
      const isParent = (ref: ParentRef): boolean =>
        (ref.kind ?? 'Gateway') === kind && ref.name === name && (ref.namespace ?? resource.namespace) === namespace;
      if (listOf(resource.spec.parentRefs).some(isParent)) return resource;
    }
  }
  return undefined;
}

/** A gateway that a Gateway of the Gateway API has made carries its name as a label. */
export function onGatewayApi(model: Model, namespace: string, labels: Labels): Unmodelled | undefined {
  const name = labels['gateway.networking.k8s.io/gateway-name'];
  if (name === undefined) return undefined;
  const resource = routeOf(model, 'Gateway', namespace, name) ?? model.get(Kind.K8S_GATEWAY, namespace, name);
  return resource && blame(resource, 'routes of the Gateway API are not modelled');
}

interface IngressSpec {
  readonly ingressClassName?: string;
}

const ISTIO_CONTROLLER = 'istio.io/ingress-controller';

/**
 * Ingresses that istiod serves by this gateway.
 * `shouldProcessIngressWithClass`, istio 1.30.3 pilot/pkg/config/kube/ingress/virtualservices.go;
 * `getIngressGatewaySelector`: gateways.go
 */
export function onIngress(model: Model, labels: Labels): Unmodelled | undefined {
  const { ingressClass = 'istio', ingressControllerMode = 'STRICT', ingressSelector, ingressService } = model.meshConfig;
  const served = ingressService && ingressService !== 'istio-ingressgateway' ? ingressService : 'ingressgateway';
  if (labels.istio !== (ingressSelector || served)) return undefined;
  const resource = model.ofKind<IngressSpec>(Kind.INGRESS).find(({ spec, annotations }) => {
    const annotated = annotations['kubernetes.io/ingress.class'];
    if (annotated !== undefined) return ingressControllerMode !== 'OFF' && annotated === ingressClass;
    if (spec.ingressClassName === undefined) return ingressControllerMode === 'DEFAULT';
    const object = model.get<{ controller?: string }>(Kind.INGRESS_CLASS, '', spec.ingressClassName);
    return object ? object.spec.controller === ISTIO_CONTROLLER : spec.ingressClassName === ingressClass;
  });
  return resource && blame(resource, 'Ingresses are not modelled');
}
