import type { IConstruct } from 'constructs';
import { compact } from './compact';
import { Place } from '../../render/place';
import type { ControlPlane } from './control-plane';
import type { RenderedGateway } from './mesh-gateway';
import { defaultResources, Profile } from './profile';
import type { Resources } from './resources';
import { daemonValues, globalValues, pilotValues, type Values, withoutEmpty } from './values';

/** Where Istio publishes its charts. @internal */
export const CHART_REPOSITORY = 'https://istio-release.storage.googleapis.com/charts';

/** A chart of Istio's with its values, as one release. @internal */
export interface ChartRelease {
  /** Name of the release. */
  readonly name: string;
  readonly chart: 'base' | 'istiod' | 'cni' | 'ztunnel' | 'gateway';
  readonly namespace: string;
  readonly values: Values;
  /** Names of the releases that have to be ready before. */
  readonly after: string[];
}

/**
 * The charts of a control plane, in the order in which they are installed: CRDs, istiod, which the CNI agent and ztunnel
 * connect to, and gateways, whose proxies istiod injects.
 *
 * A revision is part of the names of istiod's release and of no other: CRDs, CNI agent and ztunnel are once in a cluster.
 *
 * @internal
 */
export function chartReleases(plane: ControlPlane, construct: IConstruct): ChartRelease[] {
  const { namespace, revision } = plane;
  refuseInexpressible(plane, construct);
  const place = Place.of(construct);
  const releases: ChartRelease[] = [];
  const add = (name: string, chart: ChartRelease['chart'], values: Values, after: string[], home = namespace): void => {
    releases.push({ name, chart, namespace: home, values: withoutEmpty({ profile: plane.content.chartProfile, ...values }), after });
  };
  const istiod = revision === undefined ? 'istiod' : `istiod-${revision}`;
  if (plane.content.controlPlane) {
    add('istio-base', 'base', { defaultRevision: revision, global: baseGlobal(plane) }, []);
    add(istiod, 'istiod', istiodValues(plane), ['istio-base']);
  }
  // Under `cni`: the chart lets what a profile has there win over its root (`zzy_descope_legacy.yaml`).
  if (plane.cni) add('istio-cni', 'cni', { global: agentGlobal(plane), ...withoutEmpty({ cni: daemonValues(plane.cni) }) }, [istiod]);
  if (plane.ztunnel) add('ztunnel', 'ztunnel', ztunnelValues(plane), [istiod, 'istio-cni']);
  plane.gateways.forEach((gateway, index) => {
    // A release of a gateway is called as its Deployment, and Argo CD and Flux have all releases in one namespace.
    if (releases.some(({ name }) => name === gateway.name))
      place.at('gateways').at(index).at('name').fail(gateway.name, 'names a release before it', 'give each gateway a name of its own');
    add(gateway.name, 'gateway', gatewayValues(gateway, plane), plane.content.controlPlane ? [istiod] : [], gateway.namespace);
  });
  return releases;
}

/** What no value of a chart can say. */
function refuseInexpressible(plane: ControlPlane, construct: IConstruct): void {
  const place = Place.of(construct);
  if (plane.cni?.nodeSelector)
    place
      .at('cni')
      .at('nodeSelector')
      .fail(
        plane.cni.nodeSelector,
        "has no value in Istio's chart cni, which runs on every Linux node",
        'leave it out, or use IstioOperatorInstall',
      );
  if (!plane.content.controlPlane && plane.gateways.length === 0)
    place.at('profile').fail(plane.profile, 'installs nothing, so there is no chart to install', 'add gateways, or use another profile');
}

function baseGlobal(plane: ControlPlane): Values | undefined {
  const { istioNamespace } = globalValues(plane);
  return istioNamespace === undefined ? undefined : { istioNamespace };
}

function istiodValues(plane: ControlPlane): Values {
  return { revision: plane.revision, global: globalValues(plane), meshConfig: plane.meshConfig, pilot: pilotValues(plane) };
}

/** Of the values for all charts, those that the charts of the agents know. */
function agentGlobal(plane: ControlPlane): Values {
  const { hub, tag, platform } = globalValues(plane);
  return compact({ hub, tag, platform });
}

/** ztunnel's chart has the values for all charts at its root. */
function ztunnelValues(plane: ControlPlane): Values {
  const { istioNamespace } = globalValues(plane);
  return { ...agentGlobal(plane), ...compact({ istioNamespace, revision: plane.revision }), ...daemonValues(plane.ztunnel!) };
}

/**
 * Its chart names the label `istio` by the release, `ingress` for `istio-ingress` as Istio's guide has it (`gateway.selectorLabels`
 * in `manifests/charts/gateway/templates/_helpers.tpl` of istio 1.30.3): here it is always given, so that Gateways select the same Pods
 * however Istio was installed. So are the target ports, which the chart has at 80 and 443, `istioctl` at 8080 and 8443.
 */
function gatewayValues(gateway: RenderedGateway, plane: ControlPlane): Values {
  const { scaling, labels, ports, serviceType, serviceAnnotations, resources, nodeSelector, tolerations } = gateway;
  const { platform } = globalValues(plane);
  return compact({
    name: gateway.name,
    revision: plane.revision,
    platform,
    labels,
    service: compact({ type: serviceType, ports, annotations: serviceAnnotations }),
    resources: plane.profile === Profile.DEMO ? withRequests(resources, defaultResources('gateway', plane.profile)) : resources,
    nodeSelector,
    tolerations,
    ...gatewayScaling(scaling, plane.content.autoscaling),
  });
}

/** The requests of the profile demo, which the chart gateway does not read: its profiles have them under `gateways`. */
function withRequests(resources: Resources | undefined, defaults: Resources): Resources {
  return { ...resources, requests: { ...defaults.requests, ...resources?.requests } };
}

function gatewayScaling(scaling: RenderedGateway['scaling'], byDefault: boolean): Values {
  if (scaling === undefined) return byDefault ? {} : { autoscaling: { enabled: false } };
  const { replicas, auto } = scaling;
  if (!auto) return { replicaCount: replicas, autoscaling: { enabled: false } };
  return { autoscaling: { enabled: true, minReplicas: auto.min, maxReplicas: auto.max, targetCPUUtilizationPercentage: auto.targetCpu } };
}
