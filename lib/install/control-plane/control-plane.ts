import type { IConstruct } from 'constructs';
import { Place } from '../../render/place';
import { listOf, oneOf, renderString } from '../../render/values';
import { isKubernetesName } from '../namespace/names';
import {
  type CniOptions,
  type ComponentOptions,
  type IstiodOptions,
  type ProxyOptions,
  renderCni,
  renderComponent,
  type RenderedComponent,
  renderIstiod,
  renderProxy,
} from './component';
import { type MeshConfig, renderMeshConfig } from './mesh-config';
import { MeshGateway, type RenderedGateway } from './mesh-gateway';
import { Platform, Profile, type ProfileContent, PROFILES } from './profile';
import { ISTIO_VERSION, renderVersion } from './version';

/** Istio itself: the same for every way of installing it. */
export interface ControlPlaneProps {
  /** What is installed, and with which settings. @default Profile.DEFAULT */
  readonly profile?: Profile;
  /** Release of Istio, e.g. `1.30.3`. Refused if this package does not know it. @default - the one that this package knows */
  readonly version?: string;
  /** Namespace of the control plane. @default 'istio-system' */
  readonly namespace?: string;
  /**
   * Name of this control plane, for several in a cluster, e.g. while upgrading: a DNS label such as `1-30-3`. Namespaces
   * choose it by `NamespaceMode.revision`.
   *
   * @default - none, the one control plane
   */
  readonly revision?: string;
  /** Registry of the images, e.g. a mirror of your own. @default - Istio's */
  readonly hub?: string;
  /** Where the cluster runs, if the charts must know it. @default - none of these */
  readonly platform?: Platform;
  /** What holds for the whole mesh. @default - as Istio and the profile have it */
  readonly meshConfig?: MeshConfig;
  /** The control plane itself. @default - as the profile has it */
  readonly istiod?: IstiodOptions;
  /** The CNI agent. @default - as the profile has it */
  readonly cni?: CniOptions;
  /** The proxy on each node; refused but in the profile ambient, which alone has it. @default - as the profile has it */
  readonly ztunnel?: ComponentOptions;
  /** Sidecars. @default - as the profile has them */
  readonly proxy?: ProxyOptions;
  /** Gateways, in place of the profile's; an empty list for none. @default - the profile's */
  readonly gateways?: MeshGateway[];
}

/** What is to be installed, whichever way. @internal */
export interface ControlPlane {
  readonly version: string;
  readonly profile: Profile;
  readonly content: ProfileContent;
  readonly namespace: string;
  readonly revision?: string;
  readonly hub?: string;
  readonly platform?: Platform;
  readonly meshConfig?: object;
  readonly istiod: RenderedComponent;
  /** Absent where there is none. */
  readonly cni?: RenderedComponent;
  readonly ztunnel?: RenderedComponent;
  readonly proxy: RenderedComponent;
  readonly gateways: RenderedGateway[];
}

const ISTIO_SYSTEM = 'istio-system';

/** Refuses what is wrong in itself; what one delivery cannot express is refused there. @internal */
export function renderControlPlane(props: ControlPlaneProps, construct: IConstruct): ControlPlane {
  const place = Place.of(construct);
  const {
    profile = Profile.DEFAULT,
    version = ISTIO_VERSION,
    namespace = ISTIO_SYSTEM,
    revision,
    hub,
    ...more
  } = place.struct(props, 'ControlPlaneProps');
  const { platform, meshConfig, istiod = {}, cni = {}, ztunnel, proxy = {}, gateways, ...rest } = more;
  place.refuseUnknown(rest, 'the props of a control plane');
  const content = PROFILES[oneOf(Object.values(Profile), 'is not a profile that is known here')(profile, place.at('profile'))];
  const settings = { meshConfig, istiod: more.istiod, cni: more.cni, ztunnel, proxy: more.proxy };
  if (!content.controlPlane) refuseSettings(settings, place, profile);
  if (ztunnel !== undefined && !content.ambient)
    place.at('ztunnel').fail(undefined, `configures what the profile ${profile} has not`, 'use Profile.AMBIENT, or leave it out');
  if (content.ambient && cni?.enabled === false)
    place.at('cni').at('enabled').fail(false, 'leaves the profile ambient without what redirects its traffic', 'leave it out');
  const hasCni = content.ambient || cni?.enabled === true;
  const rendered = renderCni(cni, place.at('cni'), profile);
  if (!hasCni && Object.keys(rendered).length > 0)
    place.at('cni').fail(undefined, `configures what the profile ${profile} does not run`, 'add enabled: true, or leave it out');
  return {
    version: renderVersion(version, place.at('version')),
    profile,
    content,
    namespace: renderName(namespace, place.at('namespace'), 'a namespace'),
    revision: place.field('revision', revision, renderRevision),
    hub: place.field('hub', hub, renderHub),
    platform: place.field('platform', platform, oneOf(Object.values(Platform))),
    meshConfig: place.field('meshConfig', meshConfig, (value, at) => renderMeshConfig(value, at, content.providers)),
    istiod: renderIstiod(istiod, place.at('istiod'), profile),
    cni: hasCni ? rendered : undefined,
    ztunnel: content.ambient
      ? renderComponent(place.at('ztunnel').struct(ztunnel ?? {}, 'ComponentOptions'), place.at('ztunnel'), 'ztunnel', profile)
      : undefined,
    proxy: renderProxy(proxy, place.at('proxy'), profile),
    gateways: renderGateways(gateways ?? profileGateways(profile, content), place.at('gateways'), profile, namespace),
  };
}

function refuseSettings(settings: { [prop: string]: unknown }, place: Place, profile: Profile): void {
  const [prop] = Object.entries(settings).find(([, value]) => value !== undefined) ?? [];
  if (prop !== undefined)
    place.at(prop).fail(undefined, `configures a control plane, and the profile ${profile} has none`, 'use another profile');
}

function renderName(name: string, place: Place, what: string): string {
  if (!isKubernetesName(name)) place.fail(name, `is not ${what}`, 'use up to 63 lower-case letters, digits and dashes');
  return name;
}

/** Without a revision the control plane is called `default`; a revision of that name would be another, which Sail does not know. */
function renderRevision(revision: string, place: Place): string {
  if (revision === 'default') place.fail(revision, 'is what the control plane without a revision is called', 'leave it out');
  return renderName(revision, place, 'a revision');
}

/** A registry and a path, as `validateHub` in operator/pkg/apis/validation of istio 1.30.3 takes it. */
function renderHub(hub: string, place: Place): string {
  if (!/^[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/.test(renderString(hub, place)))
    place.fail(hub, 'is not a registry', 'write it without scheme, tag and slash at the end, e.g. "registry.example.com/istio"');
  return hub;
}

/** The gateways of demo have more ports: `manifests/helm-profiles/demo.yaml` of istio 1.30.3. */
function profileGateways(profile: Profile, content: ProfileContent): MeshGateway[] {
  const web = [
    { name: 'http2', port: 80 },
    { name: 'https', port: 443 },
  ];
  const ports = profile === Profile.DEMO ? [...web, { name: 'tcp', port: 31400 }, { name: 'tls', port: 15443 }] : web;
  return [...(content.ingress ? [MeshGateway.ingress({ ports })] : []), ...(content.egress ? [MeshGateway.egress()] : [])];
}

function renderGateways(gateways: MeshGateway[], place: Place, profile: Profile, home: string): RenderedGateway[] {
  const rendered = listOf((gateway: MeshGateway, at) => {
    if (typeof gateway?._render !== 'function')
      at.fail(gateway, 'was not made by MeshGateway', 'use a factory of it, e.g. MeshGateway.ingress()');
    return gateway._render(at, profile, home);
  })(gateways, place);
  const names = new Set<string>();
  const selectors = new Set<string>();
  rendered.forEach(({ namespace, name, labels }, index) => {
    const at = place.at(index);
    if (names.has(`${namespace}/${name}`)) at.at('name').fail(name, 'names a gateway before it', 'give each a name of its own');
    names.add(`${namespace}/${name}`);
    // What their Deployments and Services select by: one would take the other's Pods for its own.
    const selector = JSON.stringify([namespace, labels.app, labels.istio]);
    if (selectors.has(selector))
      at.at('labels').fail(labels, 'are those of a gateway before it', 'give each a label app or istio of its own');
    selectors.add(selector);
  });
  return rendered;
}
