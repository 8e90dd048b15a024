import { compact } from './compact';
import type { RenderedComponent } from './component';
import type { ControlPlane } from './control-plane';

/** Values of Istio's charts. @internal */
export type Values = { [name: string]: unknown };

/**
 * Values that hold for all charts, under `global`.
 *
 * The tag is written although a chart has it built in, so that no installer of another release brings other images.
 *
 * @internal
 */
export function globalValues({ version, hub, namespace, platform, proxy }: ControlPlane): Values {
  return compact({
    hub,
    tag: version,
    istioNamespace: namespace === 'istio-system' ? undefined : namespace,
    platform,
    proxy: proxy.resources && { resources: proxy.resources },
  });
}

/**
 * Values of istiod, under `pilot`; the chart takes them there as well as at its root (`zzy_descope_legacy.yaml` in
 * `manifests/charts/istio-control/istio-discovery/templates` of istio 1.30.3). `istioctl` sets `cni.enabled` itself, the chart cannot know.
 *
 * @internal
 */
export function pilotValues({ istiod, cni }: ControlPlane): Values {
  const { scaling, ...rest } = istiod;
  const { replicas, auto } = scaling ?? {};
  return compact({
    ...rest,
    autoscaleEnabled: scaling && auto !== undefined,
    replicaCount: replicas,
    autoscaleMin: auto?.min,
    autoscaleMax: auto?.max,
    cpu: auto && { targetAverageUtilization: auto.targetCpu },
    cni: cni && { enabled: true },
  });
}

/** Values of the CNI agent or of ztunnel. @internal */
export function daemonValues({ resources, nodeSelector, tolerations }: RenderedComponent): Values {
  return compact({ resources, nodeSelector, tolerations });
}

/** The same without what is empty, so that manifests hold nothing that says nothing. @internal */
export function withoutEmpty(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => !(value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)),
    ),
  );
}
