import type { Resources } from './resources';

/** A set of components and settings, as `istioctl` names them. */
export enum Profile {
  /** istiod and an ingress gateway. */
  DEFAULT = 'default',
  /** The same with an egress gateway, small, with access logs and all requests traced: to try out Istio, not for load. */
  DEMO = 'demo',
  /** istiod alone. */
  MINIMAL = 'minimal',
  /** istiod, the CNI agent and ztunnel: a mesh without sidecars. */
  AMBIENT = 'ambient',
  /** Nothing but what is asked for, such as gateways beside a control plane that is there already. */
  EMPTY = 'empty',
}

/** Where the cluster runs, if the charts must know it: paths of the CNI plugin and the like. */
export enum Platform {
  /** Google Kubernetes Engine. */
  GKE = 'gke',
  /** k3d. */
  K3D = 'k3d',
  /** k3s. */
  K3S = 'k3s',
  /** MicroK8s. */
  MICROK8S = 'microk8s',
  /** minikube. */
  MINIKUBE = 'minikube',
  /** OpenShift. */
  OPENSHIFT = 'openshift',
}

/** What a profile has. @internal */
export interface ProfileContent {
  /** CRDs and istiod. */
  readonly controlPlane: boolean;
  /** The CNI agent and ztunnel. */
  readonly ambient: boolean;
  readonly ingress: boolean;
  readonly egress: boolean;
  /** Profile of the Helm charts that goes with it. */
  readonly chartProfile?: string;
  /** Extension providers that it brings. */
  readonly providers: string[];
  /** Whether istiod and gateways scale by themselves. */
  readonly autoscaling: boolean;
}

const DEFAULT: ProfileContent = {
  controlPlane: true,
  ambient: false,
  ingress: true,
  egress: false,
  providers: [],
  autoscaling: true,
};

/** `manifests/profiles/` of istio 1.30.3, and `manifests/helm-profiles/` for what belongs to the charts. @internal */
export const PROFILES: { readonly [profile in Profile]: ProfileContent } = {
  default: DEFAULT,
  demo: {
    ...DEFAULT,
    egress: true,
    chartProfile: 'demo',
    providers: ['otel', 'skywalking', 'otel-tracing', 'jaeger'],
    autoscaling: false,
  },
  minimal: { ...DEFAULT, ingress: false },
  ambient: { ...DEFAULT, ambient: true, ingress: false, chartProfile: 'ambient' },
  empty: { ...DEFAULT, controlPlane: false, ingress: false },
};

/** Components that have resources. @internal */
export type Component = 'istiod' | 'cni' | 'ztunnel' | 'gateway' | 'proxy';

const PROXY: Resources = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2000m', memory: '1024Mi' } };

/** Default resources: `values.yaml` of the charts of istio 1.30.3. */
const RESOURCES: { readonly [component in Component]: Resources } = {
  istiod: { requests: { cpu: '500m', memory: '2048Mi' } },
  cni: { requests: { cpu: '100m', memory: '100Mi' } },
  ztunnel: { requests: { cpu: '200m', memory: '512Mi' } },
  gateway: PROXY,
  proxy: PROXY,
};

/** Requests in the profile demo: `manifests/helm-profiles/demo.yaml` of istio 1.30.3. */
const SMALL = { cpu: '10m', memory: '40Mi' };

/** What a component has where its resources say nothing. @internal */
export function defaultResources(component: Component, profile: Profile): Resources {
  const resources = RESOURCES[component];
  if (profile !== Profile.DEMO) return resources;
  return { ...resources, requests: component === 'istiod' ? { cpu: '10m', memory: '100Mi' } : SMALL };
}
