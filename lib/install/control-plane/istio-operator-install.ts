import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { compact } from './compact';
import type { RenderedComponent } from './component';
import { type ControlPlane, type ControlPlaneProps, renderControlPlane } from './control-plane';
import type { RenderedGateway } from './mesh-gateway';
import type { RenderedScaling } from './scaling';
import { daemonValues, globalValues, pilotValues, type Values, withoutEmpty } from './values';

/**
 * Istio by `istioctl install -f`: a file in the form of an `IstioOperator`. It is for istioctl only, which keeps the kind
 * without a CRD: `kubectl apply` knows nothing of it.
 *
 * istioctl creates the control plane's namespace. Those of gateways elsewhere must be there before.
 *
 * What decides is `MergeInputs` and `applyComponentValuesToHelmValues` in operator/pkg/render of istio 1.30.3: settings go where the
 * charts read them, so that `HelmInstall` gives the same; only what no chart has a value for goes to `components`.
 *
 * @see https://istio.io/latest/docs/setup/install/istioctl/
 */
export class IstioOperatorInstall extends ApiObject {
  public constructor(scope: Construct, id: string, props: ControlPlaneProps = {}) {
    const spec = {};
    const namespace = props?.namespace;
    super(scope, id, {
      apiVersion: 'install.istio.io/v1alpha1',
      kind: 'IstioOperator',
      metadata: { name: 'istio', namespace: namespace ?? 'istio-system' },
      spec,
    });
    Object.assign(spec, operatorSpec(renderControlPlane(props, this)));
  }
}

function operatorSpec(plane: ControlPlane): Values {
  const { hub, tag, ...global } = globalValues(plane);
  const { cni: _, ...pilot } = pilotValues(plane); // istioctl sets `cni.enabled` by the component
  return withoutEmpty({
    profile: plane.profile,
    hub,
    tag,
    revision: plane.revision,
    meshConfig: plane.meshConfig,
    components: components(plane),
    values: withoutEmpty({
      global,
      pilot,
      cni: plane.cni?.resources && { resources: plane.cni.resources },
      ztunnel: plane.ztunnel && daemonValues(plane.ztunnel),
      gateways: gatewayDefaults(plane),
    }),
  });
}

/** The lists of gateways replace the profile's (`MergeFrom` in operator/pkg/values of istio 1.30.3 overwrites lists). */
function components(plane: ControlPlane): Values {
  return compact({
    cni: plane.cni && { enabled: true, ...withoutEmpty({ k8s: cniOverlay(plane.cni) }) },
    ingressGateways: gatewayComponents(plane, 'ingress'),
    egressGateways: gatewayComponents(plane, 'egress'),
  });
}

/** What istioctl takes as a value of no chart: the node selector, and tolerations, which its `CNIConfig` lacks. */
function cniOverlay({ nodeSelector, tolerations }: RenderedComponent): Values {
  return compact({ nodeSelector, tolerations });
}

type Kind = RenderedGateway['kind'];

function gatewayComponents(plane: ControlPlane, kind: Kind): Values[] {
  const gateways = plane.gateways.filter((gateway) => gateway.kind === kind);
  if (gateways.length === 0) return [{ name: `istio-${kind}gateway`, enabled: false }];
  const auto = autoscales(plane, kind);
  return gateways.map((gateway) =>
    compact({
      name: gateway.name,
      namespace: gateway.namespace === plane.namespace ? undefined : gateway.namespace,
      enabled: true,
      label: gateway.labels,
      k8s: {
        service: { type: gateway.serviceType, ports: gateway.ports },
        serviceAnnotations: gateway.serviceAnnotations,
        resources: gateway.resources,
        nodeSelector: gateway.nodeSelector,
        tolerations: gateway.tolerations,
        ...(auto ? { hpaSpec: hpaSpec(gateway.scaling) } : { replicaCount: gateway.scaling?.replicas }),
      },
    }),
  );
}

/** Whether gateways of this kind have a HorizontalPodAutoscaler: a value of all of them at once. */
function autoscales(plane: ControlPlane, kind: Kind): boolean {
  return plane.gateways.some(
    ({ kind: other, scaling }) => other === kind && (scaling ? scaling.auto !== undefined : plane.content.autoscaling),
  );
}

function gatewayDefaults(plane: ControlPlane): Values {
  const kinds = ['ingress', 'egress'] as const;
  const differ = kinds.filter(
    (kind) => plane.gateways.some((gateway) => gateway.kind === kind) && autoscales(plane, kind) !== plane.content.autoscaling,
  );
  return Object.fromEntries(differ.map((kind) => [`istio-${kind}gateway`, { autoscaleEnabled: autoscales(plane, kind) }]));
}

/** Beside one that scales, a fixed number is written as the least and the greatest. */
function hpaSpec(scaling: RenderedScaling | undefined): Values | undefined {
  if (scaling === undefined) return undefined;
  const { replicas, auto } = scaling;
  if (!auto) return { minReplicas: replicas, maxReplicas: replicas };
  const target = { type: 'Utilization', averageUtilization: auto.targetCpu };
  return { minReplicas: auto.min, maxReplicas: auto.max, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] };
}
