import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { compact } from './compact';
import type { ControlPlane } from './control-plane';
import type { RenderedGateway } from './mesh-gateway';
import { defaultResources } from './profile';
import type { RenderedScaling } from './scaling';

/**
 * A gateway as plain objects, whose proxy istiod injects when its Pods are created: what Istio's chart gateway makes
 * (`manifests/charts/gateway/templates` of istio 1.30.3), for deliveries that install no charts.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/gateway/#deploying-a-gateway
 * @internal
 */
export function addInjectedGateway(scope: Construct, gateway: RenderedGateway, plane: ControlPlane): void {
  const { name, namespace, labels } = gateway;
  const add = (kind: string, apiVersion: string, body: object): void => {
    new ApiObject(scope, kind.toLowerCase(), { apiVersion, kind, metadata: { name, namespace, labels }, ...body });
  };
  add('ServiceAccount', 'v1', {});
  // Certificates of Gateways' servers: Secrets in the gateway's namespace.
  add('Role', 'rbac.authorization.k8s.io/v1', { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }] });
  add('RoleBinding', 'rbac.authorization.k8s.io/v1', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
  const scaling = gateway.scaling ?? (plane.content.autoscaling ? { auto: { min: 1, max: 5, targetCpu: 80 } } : {});
  add('Deployment', 'apps/v1', { spec: deploymentSpec(gateway, plane, scaling) });
  const { serviceType, serviceAnnotations, ports } = gateway;
  new ApiObject(scope, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels, annotations: serviceAnnotations },
    spec: { type: serviceType, selector: selector(gateway), ports },
  });
  if (scaling.auto) add('HorizontalPodAutoscaler', 'autoscaling/v2', { spec: autoscalerSpec(name, scaling.auto) });
}

/** Of the labels those that stay as long as the Deployment, for a selector cannot change. */
function selector({ labels: { app, istio } }: RenderedGateway): object {
  return { app, istio };
}

function deploymentSpec(gateway: RenderedGateway, plane: ControlPlane, scaling: RenderedScaling): object {
  return compact({
    replicas: scaling.replicas,
    selector: { matchLabels: selector(gateway) },
    template: {
      metadata: {
        annotations: {
          'inject.istio.io/templates': 'gateway',
          'prometheus.io/port': '15020',
          'prometheus.io/scrape': 'true',
          'prometheus.io/path': '/stats/prometheus',
        },
        labels: { 'istio.io/dataplane-mode': 'none', ...gateway.labels, 'sidecar.istio.io/inject': 'true', 'istio.io/rev': plane.revision },
      },
      spec: {
        serviceAccountName: gateway.name,
        // Unlike the chart no sysctl: every target port is one that needs no root.
        containers: [{ name: 'istio-proxy', image: 'auto', securityContext: UNPRIVILEGED, resources: mergedResources(gateway, plane) }],
        nodeSelector: gateway.nodeSelector,
        tolerations: gateway.tolerations,
      },
    },
  });
}

const UNPRIVILEGED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
};

function mergedResources({ resources }: RenderedGateway, plane: ControlPlane): object {
  const defaults = defaultResources('gateway', plane.profile);
  return { requests: { ...defaults.requests, ...resources?.requests }, limits: { ...defaults.limits, ...resources?.limits } };
}

function autoscalerSpec(name: string, { min, max, targetCpu }: NonNullable<RenderedScaling['auto']>): object {
  const target = { type: 'Utilization', averageUtilization: targetCpu };
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    minReplicas: min,
    maxReplicas: max,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
  };
}
