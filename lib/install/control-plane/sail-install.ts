import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { compact } from './compact';
import { Place } from '../../render/place';
import { ClusterObject } from '../cluster-object';
import { type ControlPlane, type ControlPlaneProps, renderControlPlane } from './control-plane';
import { addInjectedGateway } from './injected-gateway';
import { Profile } from './profile';
import { daemonValues, globalValues, pilotValues, type Values, withoutEmpty } from './values';

const API = 'sailoperator.io/v1';
/** Sail takes one CNI agent and one ztunnel in a cluster, of this name. */
const ONLY = 'default';

/**
 * Istio by the Sail operator: its `Istio`, `IstioCNI` and `ZTunnel`, and the namespaces, which it does not make.
 *
 * Sail installs no gateways: they are written as Deployments whose proxies istiod injects, as Sail's guide says. Apply them when
 * `Istio` is ready, or their Pods wait for an image named `auto` and have to be deleted once.
 *
 * Fields: `IstioSpec`, `IstioCNISpec`, `ZTunnelSpec` and `Values` in api/v1 of sail-operator.
 *
 * @see https://github.com/istio-ecosystem/sail-operator/blob/main/docs/README.adoc
 */
export class SailInstall extends Construct {
  public constructor(scope: Construct, id: string, props: ControlPlaneProps = {}) {
    super(scope, id);
    const plane = renderControlPlane(props, this);
    refuseInexpressible(plane, Place.of(this));
    for (const name of new Set([plane.namespace, ...plane.gateways.map(({ namespace }) => namespace)]))
      new ClusterObject(this, `namespace.${name}`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    this.add('istio', 'Istio', plane.revision ?? ONLY, istioSpec(plane));
    if (plane.cni) this.add('cni', 'IstioCNI', ONLY, cniSpec(plane));
    if (plane.ztunnel) this.add('ztunnel', 'ZTunnel', ONLY, ztunnelSpec(plane));
    for (const gateway of plane.gateways)
      addInjectedGateway(new Construct(this, `gateway.${gateway.namespace}.${gateway.name}`), gateway, plane);
  }

  private add(id: string, kind: string, name: string, spec: object): ApiObject {
    return new ClusterObject(this, id, { apiVersion: API, kind, metadata: { name }, spec });
  }
}

function refuseInexpressible(plane: ControlPlane, place: Place): void {
  if (!plane.content.controlPlane)
    place
      .at('profile')
      .fail(
        plane.profile,
        "is without a control plane, and Sail's Istio always brings istiod",
        'use HelmInstall or IstioOperatorInstall for gateways alone',
      );
  for (const field of ['nodeSelector', 'tolerations'] as const)
    if (plane.cni?.[field] !== undefined)
      place
        .at('cni')
        .at(field)
        .fail(plane.cni[field], "is not a field of Sail's IstioCNI (`CNIConfig` in its api/v1)", 'leave it out, or use another delivery');
}

/** Sail has no profile minimal, and needs none: its default has no gateway. */
function sailProfile({ profile }: ControlPlane): string {
  return profile === Profile.MINIMAL ? Profile.DEFAULT : profile;
}

function istioSpec(plane: ControlPlane): Values {
  // The version says the tag, and Sail sets the namespace itself.
  const { tag: _, istioNamespace: __, ...global } = globalValues(plane);
  return {
    version: `v${plane.version}`,
    namespace: plane.namespace,
    profile: sailProfile(plane),
    ...withoutEmpty({ values: withoutEmpty({ global, meshConfig: plane.meshConfig, pilot: pilotValues(plane) }) }),
  };
}

function agentGlobal(plane: ControlPlane): Values {
  const { hub, platform } = globalValues(plane);
  return compact({ hub, platform });
}

function cniSpec(plane: ControlPlane): Values {
  const values = withoutEmpty({ global: agentGlobal(plane), cni: daemonValues(plane.cni!) });
  return { version: `v${plane.version}`, namespace: plane.namespace, profile: sailProfile(plane), ...withoutEmpty({ values }) };
}

function ztunnelSpec(plane: ControlPlane): Values {
  const values = withoutEmpty({ global: agentGlobal(plane), ztunnel: daemonValues(plane.ztunnel!) });
  return {
    version: `v${plane.version}`,
    namespace: plane.namespace,
    targetRef: { kind: 'Istio', name: plane.revision ?? ONLY },
    ...withoutEmpty({ values }),
  };
}
